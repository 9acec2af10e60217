import sys; sys.argv=["x","1000000","1","enum"]
exec(open("speed2.py").read().split("for mode in")[0])
f=nw.from_native(df); res=[]
for L in p.layers:
    for n,e in L.items():
        c=time.process_time(); g=f.select(e.alias(n)); dt=time.process_time()-c
        res.append((dt/N*1e9,n,p.layers.index(L)))
    f=f.with_columns(*(e.alias(n) for n,e in L.items()))
c=time.process_time(); f.select(**p.wanted); print("final",(time.process_time()-c)*1e9/N)
res.sort(reverse=True)
T={f"_{t.number}":t for t in order}
print(sum(r[0] for r in res))
for r in res[:25]: print(f"{r[0]:.1f}",r[1],r[2],T[r[1]].operator if r[1] in T else "", [ (x.operator,x.what) for x in T[r[1]].of][:4] if r[1] in T else "")
from collections import defaultdict
d=defaultdict(lambda:[0,0])
for r in res:
    k=T[r[1]].operator if r[1] in T else r[1].split("_")[-1]
    d[k][0]+=r[0]; d[k][1]+=1
print({k:(round(v[0],1),v[1]) for k,v in d.items()})
