import sys,time
from datetime import date
import numpy as np, polars as pl, narwhals as nw
from try_ import build
from wbmgp_engine.logic.columns import Program
day=date(2018,1,1); N=int(sys.argv[1])
terms,outs,order=build(day,int(sys.argv[2]))
rng=np.random.default_rng(1)
VOC={}
def col(t):
    k=t.kind
    if k=="boolean":
        s=pl.Series(rng.random(N)<(0.9 if t.what.endswith(("#","?")) else 0.5))
        if t.what.endswith("null"): s=pl.Series(rng.random(N)<0.05)
    elif k=="date": s=pl.Series(rng.integers(-10000,17000,N).astype("int32")).cast(pl.Date)
    elif k=="number": s=pl.Series(rng.integers(10000,120000,N))
    else:
        v=["dienstbetrekking","bijstand","aow","ww","positief","negatief","nieuw"]
        s=pl.Series(np.array(v)[rng.integers(0,7,N)])
        if len(sys.argv)>3:
            consts=[c.what for o in order if t in o.of for c in o.of if c.operator=="constant"]+[w for o in order if t in o.of and o.operator=="one_of" for w in o.what]
            s=s.cast(pl.Enum(sorted(set(v)|set(consts))))
    if not t.certain: s=pl.select(pl.when(pl.Series(rng.random(N)<0.05)).then(None).otherwise(s)).to_series()
    return s
ins=[t for t in order if t.operator=="input"]
df=pl.DataFrame({t.what:col(t) for t in ins})
p=Program(outs,{t.what:nw.col(t.what) for t in ins})
print(len(p.layers),sum(map(len,p.layers)))
for mode in ("in-memory","streaming"):
    for _ in range(3):
        t=time.perf_counter(); c=time.process_time()
        out=p.run(df.lazy()).collect(engine=mode)
        dt=time.perf_counter()-t
        print(mode,f"{N/dt/1e6:.2f} M/s",f"{(time.process_time()-c)/N*1e9:.0f} ns cpu/row",out.shape)
