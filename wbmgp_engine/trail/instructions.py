"""What a bundle says about itself: how to check it, with the program in it or by hand."""

from __future__ import annotations

from typing import Final

RECIPE: Final = r"""set -eu
# 1. The place of the entry: climb from the leaf to the root of the checkpoint.
sed '1,/^$/d' leaf.tlog-proof > note
sed '/^$/,$d' note > checkpoint
i=$(sed -n 's/^index //p' leaf.tlog-proof)
n=$(($(sed -n 2p checkpoint) - 1))
seq=$(sed -n 's/.*"seq":\([0-9]*\),.*/\1/p' leaf.json)
h=$( (printf '\000'; cat leaf.json) | sha256sum | cut -c1-64)
[ "$i" = "$seq" ] && [ "$i" -le "$n" ] || { echo "entry: WRONG"; exit 1; }
for step in $(sed '1,2d;/^$/,$d' leaf.tlog-proof); do
  s=$(printf %s "$step" | base64 -d | od -An -v -tx1 | tr -d ' \n')
  [ "$n" -gt 0 ] || { echo "proof: WRONG"; exit 1; }
  if [ $((i & 1)) = 1 ] || [ "$i" = "$n" ]; then
    pair=01$s$h
    while [ $((i & 1)) = 0 ] && [ "$i" != 0 ]; do i=$((i >> 1)); n=$((n >> 1)); done
  else
    pair=01$h$s
  fi
  h=$(printf "$(printf %s "$pair" | sed 's/../\\x&/g')" | sha256sum | cut -c1-64)
  i=$((i >> 1)); n=$((n >> 1))
done
root=$(sed -n 3p checkpoint | base64 -d | od -An -v -tx1 | tr -d ' \n')
[ "$n" = 0 ] && [ "$h" = "$root" ] && echo "proof: OK" || { echo "proof: WRONG"; exit 1; }
# 2. The signature of the log. Compare the lines `log` in the file policy with what the log published.
origin=$(head -n 1 checkpoint)
grep -qF "\"origin\":\"$origin\"" leaf.json || { echo "entry: WRONG"; exit 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
use() {
  name=${1%%+*}; id=${1#*+}; id=${id%%+*}
  printf %s "${1#*+*+}" | base64 -d > material || true
  [ "$( (printf '%s\n' "$name"; cat material) | sha256sum | cut -c1-8)" = "$id" ] && [ "$(wc -c < material)" -eq 33 ] &&
    [ "$(head -c 1 material | hex)" = "$2" ] || { echo "policy: WRONG"; exit 1; }
  (printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 material) > key.der
}
signed=
while read -r word vkey _; do
  [ "$word" = log ] || continue
  use "$vkey" 01
  for line in $(grep -F "— $name " note | cut -d' ' -f3); do
    printf %s "$line" | base64 -d > signed
    [ "$(head -c 4 signed | hex)" = "$id" ] || continue
    tail -c +5 signed > signature
    openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in checkpoint -sigfile signature
    [ "$name" != "$origin" ] || signed=yes
  done
done < policy
[ -n "$signed" ] && echo "log: OK" || { echo "log: WRONG"; exit 1; }
# 3. The witnesses in the policy: what each signed and when it saw that, and whether they are enough for the policy.
seen=
while read -r word witness vkey _; do
  [ "$word" = witness ] || continue
  use "$vkey" 04
  for line in $(grep -F "— $name " note | cut -d' ' -f3); do
    printf %s "$line" | base64 -d > cosignature
    [ "$(head -c 4 cosignature | hex)" = "$id" ] || continue
    time=$((0x$(head -c 12 cosignature | tail -c 8 | hex)))
    (printf 'cosignature/v1\ntime %s\n' "$time"; cat checkpoint) > cosigned
    tail -c +13 cosignature > signature
    openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in cosigned -sigfile signature
    seen="$seen $witness"; echo "$witness: $(date -u -d "@$time")"
  done
done < policy
SEEN=$seen awk 'BEGIN { n = split(ENVIRON["SEEN"], list); for (i = 1; i <= n; i++) ok[list[i]] = 1; ok["none"] = 1 }
  $1 == "group" { n = 0; for (i = 4; i <= NF; i++) n += ok[$i]; ok[$2] = n >= ($3 == "any" ? 1 : $3 == "all" ? NF - 3 : $3) }
  $1 == "quorum" { enough = ok[$2] } $1 !~ /^(log|witness|group|quorum|#.*|)$/ { odd = 1 }
  END { exit odd || !enough }' policy && echo "quorum: OK" || { echo "quorum: WRONG"; exit 1; }
# 4. What was opened: each part against the commitment in the entry.
for file in payload/*.json; do
  [ -e "$file" ] || continue
  part=$(basename "$file" .json)
  salt=$(sed -n "s/.*\"$part\":\"\([^\"]*\)\".*/\1/p" salts.json)
  found=$( (printf 'wbmgp/commit/v1\000%s\000' "$part"; printf %s "$salt" | base64 -d; cat "$file") |
    openssl dgst -sha256 -binary | base64)
  grep -qF "\"$part\":\"$found\"" leaf.json && echo "$part: OK" || { echo "$part: WRONG"; exit 1; }
done
# 5. The rule book: every path and file, each behind its length, against the hash in the entry.
size() { printf "$(printf %016x "$1" | sed 's/../\\x&/g')"; }
if [ -d rules ]; then
  found=$(for file in $(find rules -type f | LC_ALL=C sort); do
    path=${file#rules/}
    size ${#path}; printf %s "$path"; size "$(wc -c < "$file")"; cat "$file"
  done | sha256sum | cut -c1-64)
  grep -qF "\"rules_hash\":\"sha256:$found\"" leaf.json && echo "rules: OK" || { echo "rules: WRONG"; exit 1; }
elif grep -qF '"rules_hash":' leaf.json; then
  echo "rules: WRONG"; exit 1
fi
for file in explanation.*.txt replay.json; do
  [ ! -e "$file" ] || echo "$file: NOT checked; what was recorded stands in payload/, and verify.py compares them"
done
"""
"""The check by hand, for bash with coreutils, sed, grep, awk and openssl 3, in the folder where a bundle was unpacked."""

STAMP_RECIPE: Final = r"""# 6. The timestamp, if there is one, with the certificate that the authority published.
[ ! -e checkpoint.tsr ] || openssl ts -verify -data checkpoint -in checkpoint.tsr -CAfile "${TSA_CERTIFICATE:-tsa.pem}"
"""
"""The last step, after `RECIPE` in the same shell: the only check of who gave a timestamp."""

INSTRUCTIONS: Final = f"""BEWIJS VAN EEN REGEL IN HET BESLUITENLOGBOEK / PROOF OF AN ENTRY IN THE DECISION LOG

NEDERLANDS
Dit bestand is een bundel. Zij bewijst dat een regel in het logboek staat en sindsdien niet ongemerkt is veranderd.
Zo controleert u dat, zonder internet:
  python3 verify.py BUNDEL.zip
Neem verify.py liever van een plaats die u vertrouwt dan uit deze bundel: wie de bundel vervalst, kan ook het
programma vervalsen. Vergelijk de sleutels in het bestand `policy` met wat de gemeente en de getuigen publiceren.
Pak de bundel niet opnieuw in: het programma leest alleen het bestand zoals het is uitgegeven.

leaf.json            de regel, precies zoals vastgelegd; hij noemt geen persoon
leaf.tlog-proof      de plaats van de regel, en de ondertekende stand van het logboek
policy               wiens handtekening telt
payload/, salts.json wat van de regel is geopend, met het zout dat het aan de regel bindt
checkpoint.tsr       een tijdstempel over die stand (niet altijd aanwezig)
rules/               het regelboek waarmee is gerekend
replay.json          wat is gevraagd, om het na te rekenen (alleen als alles is geopend)
explanation.*.txt    de uitleg in gewone taal, zoals toen gegeven

ENGLISH
This file is a bundle. It proves that an entry stands in the log and was not changed unseen since.
To check that, without internet:
  python3 verify.py BUNDLE.zip --lang en
Rather take verify.py from a place that you trust than from this bundle: who forges the bundle can forge the program
too. Compare the keys in the file `policy` with what the municipality and the witnesses publish.
Do not pack the bundle anew: the program reads only the file as it was issued.

MET DE HAND / BY HAND (bash, coreutils, sed, grep, awk, openssl 3; unzip first)
{RECIPE}{STAMP_RECIPE}"""
