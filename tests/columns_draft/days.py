from datetime import date,timedelta
from wbmgp_engine.logic.dates import *
import polars as pl, narwhals as nw
from wbmgp_engine.logic.columns.program import _years_before
from wbmgp_engine.logic.symbolic.terms import Terms
bad=0
days=[date(1995,12,1)+timedelta(days=i) for i in range(366*12)]
for n in (1,4,6,16,18):
    t=Terms(); x=t._term("years_before","date",(t.input("e","date"),),n)
    got=nw.from_native(pl.DataFrame({"e":days})).select(r=_years_before(x,[nw.col("e")])).to_native()["r"].to_list()
    for e,g in zip(days,got):
        w=years_before(e,n)
        assert years_between(w,e)>=n and years_between(w+timedelta(days=1),e)<n,(e,n,w)
        bad+= g!=w
print("bad",bad)
