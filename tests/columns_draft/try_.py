from datetime import date
from collections import Counter
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits.question import ask
from wbmgp_engine.logic.symbolic.terms import Terms,in_order
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.values import *
lb=Lawbook.load()
KINDS={"boolean":"boolean","string":"string","date":"date","number":"number","amount":"number"}
def inputs(name,d,terms,n):
    if d.type=="array" and d.columns:
        rows=[]
        for i in range(n if name=="personen" else 2):
            rows.append(Row(terms.input(f"{name}.{i}","boolean",certain=True),Record({k:inputs(f"{name}.{i}.{k}",c,terms,n) for k,c in d.columns.items()})))
        return Rows(tuple(rows),terms.input(f"{name}?","boolean",certain=True))
    if d.type=="array":
        return Rows(tuple(Row(terms.input(f"{name}.{i}#","boolean",certain=True),Scalar(terms.input(f"{name}.{i}","string"))) for i in range(2)),terms.input(f"{name}?","boolean",certain=True))
    return Scalar(terms.input(name,KINDS[d.type]),terms.input(name+"?null","boolean",certain=True) if d.nullable else None)


def build(day,n):
    q=ask(lb,day,{"gemeente_code":"GM0000"})
    p=q.compiled.plan
    want=set(q.verdicts.values())|{x for g in q.grounds for x in (g.applies,g.met)}|{x for g in q.gates for x in (g.opens,g.closed)}
    terms=Terms()
    facts={k:inputs(k,d,terms,n) for k,d in p.inputs.items()}
    fixed={"aanwijzingen":[{"gebied":"a","grond":"artikel_8","instrument":"vog","vroegst":date(2005,1,1),"van":date(2005,1,1),"tot":None,"in_gebied":True}],
     "register_volledig":True,"categorieen":[{"gronden":["artikel_8"],"verhuurder":None,"soort":None,"huurprijs_tot":None}],"verordening_van":date(2005,1,1),"verordening_tot":None,
     "inkomenstoets":"aanvrager","verblijfstoets":"aanvrager","voorrangskenmerken":["x"],"gedragingen":["a"],"gedragingen_opgegeven":True,"hardheidsclausule_opgenomen":True,"latere_inwoning_geregeld":True}
    facts|={k:lifted(v,terms) for k,v in fixed.items()}
    facts["gemeente_code"]=lifted("GM0000",terms)
    r=SymbolicReader(p,facts,day,terms)
    outs={n:r.output(n) for n in sorted(want)}
    order=in_order(outs.values())
    return terms,outs,order
