"""What a bundle says about itself: how to check it, with the program in it or by hand."""

from __future__ import annotations

from typing import Final

RECIPE: Final = r"""set -eu
t=$(mktemp -d); trap 'rm -rf "$t"' EXIT
wrong() { echo "$1: WRONG"; exit 1; }
hex() { od -An -v -tx1 | tr -d ' \n'; }
bytes() { printf "$(printf %s "$1" | sed 's/../\\x&/g')"; }
node() { bytes "01$1$2" | sha256sum | cut -c1-64; }
# Climb from an entry to the root of the checkpoint; what lies left of it was the log before: $before.
climb() {
  i=$(sed -n 's/^index //p' "$2"); n=$(($(sed -n 2p "$t/checkpoint") - 1)); before=
  seq=$(sed -n 's/.*"seq":\([0-9]*\),.*/\1/p' "$1")
  h=$( (printf '\000'; cat "$1") | sha256sum | cut -c1-64)
  [ "$i" = "$seq" ] && [ "$i" -le "$n" ] && grep -qF "\"origin\":\"$origin\"" "$1" || wrong entry
  for step in $(sed '1,2d;/^$/,$d' "$2"); do
    s=$(printf %s "$step" | base64 -d | hex)
    [ "$n" -gt 0 ] || wrong proof
    if [ $((i & 1)) = 1 ] || [ "$i" = "$n" ]; then
      h=$(node "$s" "$h"); before=$([ -z "$before" ] && printf %s "$s" || node "$s" "$before")
      while [ $((i & 1)) = 0 ] && [ "$i" != 0 ]; do i=$((i >> 1)); n=$((n >> 1)); done
    else
      h=$(node "$h" "$s")
    fi
    i=$((i >> 1)); n=$((n >> 1))
  done
  [ "$n" = 0 ] && [ "$h" = "$(sed -n 3p "$t/checkpoint" | base64 -d | hex)" ] || wrong proof
  [ -n "$before" ] || before=$(printf '' | sha256sum | cut -c1-64)
}
# What was opened in a folder: each part against the commitment in the entry, and a salt for each part and no other.
opened() {
  salts=
  for file in "$1"payload/*.json; do
    [ -e "$file" ] || continue
    part=$(basename "$file" .json)
    salt=$(sed -n "s/.*\"$part\":\"\([^\"]*\)\".*/\1/p" "$1salts.json")
    [ "$(printf %s "$salt" | base64 -d | base64 -w 0)" = "$salt" ] || wrong "$1salts.json"
    salts="$salts,\"$part\":\"$salt\""
    found=$( (printf 'wbmgp/commit/v1\000%s\000' "$part"; printf %s "$salt" | base64 -d; cat "$file") |
      openssl dgst -sha256 -binary | base64)
    grep -qF "\"$part\":\"$found\"" "$1leaf.json" && echo "$1$part: OK" || wrong "$1$part"
  done
  printf '{%s}' "${salts#,}" | cmp -s - "$1salts.json" || wrong "$1salts.json"
}
# Take a key of the log (01) or of a witness (04) as key.der.
use() {
  name=${1%%+*}; id=${1#*+}; id=${id%%+*}
  printf %s "${1#*+*+}" | base64 -d > "$t/material" || true
  [ "$( (printf '%s\n' "$name"; cat "$t/material") | sha256sum | cut -c1-8)" = "$id" ] && [ "$(wc -c < "$t/material")" -eq 33 ] &&
    [ "$(head -c 1 "$t/material" | hex)" = "$2" ] || wrong policy
  (printf '\060\052\060\005\006\003\053\145\160\003\041\000'; tail -c 32 "$t/material") > "$t/key.der"
}
verify() { openssl pkeyutl -verify -pubin -keyform DER -inkey "$t/key.der" -rawin -in "$1" -sigfile "$t/signature" || wrong signature; }
# Whether a key of the log signed a text, by the lines under it: $made. No signature of it may be wrong.
signs() {
  use "$1" 01; made=
  for line in $(grep -F "— $name " "$3" | cut -d' ' -f3); do
    printf %s "$line" | base64 -d > "$t/signed"
    [ "$(head -c 4 "$t/signed" | hex)" = "$id" ] || continue
    tail -c +5 "$t/signed" > "$t/signature"
    verify "$2"; made=yes
  done
}
# 0. The files: what every bundle has, and nothing that none has. Put no file of your own here but tsa.pem.
for file in LEESMIJ.txt leaf.json leaf.tlog-proof policy salts.json verify.py; do
  [ -f "$file" ] || wrong "$file is missing"
done
find . ! -type d | sed 's/^\.\///' | while IFS= read -r file; do
  printf '%s\n' "$file" | grep -qxE 'LEESMIJ\.txt|leaf\.json|leaf\.tlog-proof|policy|salts\.json|verify\.py|replay\.json|tsa\.pem'\
'|checkpoint\.tsr|explanation\.(nl|en)\.txt|payload/(beoordeling|inkomen|motivering|onderzoek|persoon|spoor)\.json'\
'|keys/[0-9]{2}/(leaf\.json|leaf\.tlog-proof|note|payload/motivering\.json|salts\.json)|rules/.*' || wrong "$file is no file of a bundle"
done
[ -z "$(tail -c 1 policy)" ] || wrong policy
[ -z "$(tail -c 1 leaf.tlog-proof)" ] && [ -n "$(tail -n 1 leaf.tlog-proof)" ] || wrong leaf.tlog-proof
# 1. The place of the entry.
sed '1,/^$/d' leaf.tlog-proof > "$t/note"
sed '/^$/,$d' "$t/note" > "$t/checkpoint"
origin=$(head -n 1 "$t/checkpoint")
climb leaf.json leaf.tlog-proof
echo "proof: OK"
# 2. Other keys that the log had before: the old and the new key signed a note, and the next entry holds that note.
chain=; last=; count=0; at=-1
for change in keys/*/; do
  [ -d "$change" ] || continue
  count=$((count + 1))
  [ "$change" = "keys/$(printf %02d "$count")/" ] && [ "$(find "$change" -type f | wc -l)" = 5 ] || wrong change
  climb "${change}leaf.json" "${change}leaf.tlog-proof"
  sed '1,/^$/d' "${change}leaf.tlog-proof" | cmp -s - "$t/note" || wrong change
  sed '/^$/,$d' "${change}note" > "$t/text"
  old=$(sed -n 5p "$t/text"); new=$(sed -n 6p "$t/text")
  [ "$(wc -l < "$t/text")" = 7 ] && [ "$(sed -n 1p "$t/text")" = "wbmgp sleutelwissel v1" ] && [ "$(sed -n 2p "$t/text")" = "$origin" ] &&
    [ "$(sed -n 3p "$t/text")" = "$seq" ] && [ "$(sed -n 4p "$t/text")" = "$(bytes "$before" | base64)" ] &&
    [ "${old%%+*}" = "$origin" ] && [ "${new%%+*}" = "$origin" ] && [ "$old" != "$new" ] &&
    sed -n 7p "$t/text" | grep -qxE 'wissel|gelekt' && [ -z "$last" -o "$last" = "$old" ] && [ "$seq" -gt "$at" ] || wrong change
  for vkey in "$old" "$new"; do
    signs "$vkey" "$t/text" "${change}note"
    [ -n "$made" ] || wrong change
  done
  grep -qF '"type":"sleutelwissel"' "${change}leaf.json" || wrong change
  opened "$change"
  said=\"$(awk '{ printf "%s\\n", $0 }' "${change}note")\"
  grep -qF -- "$said" "${change}payload/motivering.json" || wrong change
  chain="$chain $old $new"; last=$new; at=$seq
done
# 3. The signature of the log. Compare the lines `log` in the file policy with what the log published. Whoever believes a
# key of the log believes the one it was changed to, and no older one.
signed=; believed=
while read -r word vkey _; do
  [ "$word" = log ] || continue
  use "$vkey" 01
  case "$chain " in *" $vkey "*) believed=yes; continue ;; esac
  signs "$vkey" "$t/checkpoint" "$t/note"
  [ -z "$made" ] || [ "$name" != "$origin" ] || signed=yes
done < policy
if [ -n "$believed" ]; then signs "$last" "$t/checkpoint" "$t/note"; [ -z "$made" ] || signed=yes; fi
[ -n "$signed" ] && echo "log: OK" || wrong log
# 4. The witnesses in the policy: what each signed and when it saw that, and whether they are enough for the policy.
seen=
while read -r word witness vkey _; do
  [ "$word" = witness ] || continue
  use "$vkey" 04
  for line in $(grep -F "— $name " "$t/note" | cut -d' ' -f3); do
    printf %s "$line" | base64 -d > "$t/cosignature"
    [ "$(head -c 4 "$t/cosignature" | hex)" = "$id" ] || continue
    time=$((0x$(head -c 12 "$t/cosignature" | tail -c 8 | hex)))
    (printf 'cosignature/v1\ntime %s\n' "$time"; cat "$t/checkpoint") > "$t/cosigned"
    tail -c +13 "$t/cosignature" > "$t/signature"
    verify "$t/cosigned"
    seen="$seen $witness"; echo "$witness: $(date -u -d "@$time")"
  done
done < policy
SEEN=$seen awk 'BEGIN { n = split(ENVIRON["SEEN"], list); for (i = 1; i <= n; i++) ok[list[i]] = 1; ok["none"] = 1 }
  { at = $1 == "log" ? $2 : $1 == "witness" ? $3 : "" } at != "" { sub(/^[^+]*[+][^+]*[+]/, "", at); odd += used[at]++ }
  $1 ~ /^(witness|group)$/ { odd += known[$2]++ + ($2 == "none") }
  $1 == "group" { n = 0; for (i = 4; i <= NF; i++) n += ok[$i]; ok[$2] = n >= ($3 == "any" ? 1 : $3 == "all" ? NF - 3 : $3) }
  $1 == "quorum" { enough = ok[$2]; odd += quorums++ } $1 !~ /^(log|witness|group|quorum|#.*|)$/ { odd = 1 }
  END { exit odd || !enough }' policy && echo "quorum: OK" || wrong quorum
# 5. What was opened, and the rule book: every path and file, each behind its length, against the hash in the entry.
opened ""
size() { bytes "$(printf %016x "$1")"; }
if [ -d rules ]; then
  found=$(for file in $(find rules -type f | LC_ALL=C sort); do
    path=${file#rules/}
    size ${#path}; printf %s "$path"; size "$(wc -c < "$file")"; cat "$file"
  done | sha256sum | cut -c1-64)
  grep -qF "\"rules_hash\":\"sha256:$found\"" leaf.json && echo "rules: OK" || wrong rules
elif grep -qF '"rules_hash":' leaf.json; then
  wrong rules
fi
for file in explanation.*.txt replay.json; do
  [ ! -e "$file" ] || echo "$file: NOT checked; what was recorded stands in payload/, and verify.py compares them"
done
echo "NOT checked: whether the entry says what payload/beoordeling.json says, the form of each file beyond the above (both of"
echo "which verify.py checks), and what stands in LEESMIJ.txt and verify.py (which nothing binds)"
"""
"""The check by hand, for bash with coreutils, sed, grep, awk and openssl 3, in the folder where a bundle was unpacked."""

STAMP_RECIPE: Final = r"""# 6. The timestamp, if there is one, with the certificate that the authority published.
[ ! -e checkpoint.tsr ] || openssl ts -verify -data "$t/checkpoint" -in checkpoint.tsr -CAfile "${TSA_CERTIFICATE:-tsa.pem}"
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
Kreeg het logboek een andere sleutel? Dan staat elke wissel in keys/, met zijn regel in het logboek. Wie de oude sleutel
vertrouwt, hoeft de nieuwe niet te kennen. Bewezen is: wie de oude sleutel had, wees de nieuwe aan toen het logboek zo
groot was, en het is daarna hetzelfde logboek. Niet bewezen is dat de oude sleutel toen niet gelekt was.

leaf.json            de regel, precies zoals vastgelegd; hij noemt geen persoon
leaf.tlog-proof      de plaats van de regel, en de ondertekende stand van het logboek
policy               wiens handtekening telt
payload/, salts.json wat van de regel is geopend, met het zout dat het aan de regel bindt
keys/                wissels van de sleutel: zo volgt u een oude sleutel naar die van nu (niet altijd aanwezig)
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
Did the log get another key? Then each change is in keys/, with its entry in the log. Who trusts the old key need not
know the new one. Proven is: who had the old key named the new one when the log was that large, and it is the same log
since. Not proven is that the old key had not leaked by then.

MET DE HAND / BY HAND (bash, coreutils, findutils, sed, grep, awk, openssl 3; unzip first, in an empty folder)
{RECIPE}{STAMP_RECIPE}"""
