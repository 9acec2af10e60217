import sys
from datetime import date
from collections import Counter
from hypothesis import given, settings, strategies as st, HealthCheck
from tests.properties.strategies import applications, VERSIONS
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits.assess import context_of
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.permits.question import ask
from wbmgp_engine.logic import dates
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.logic.symbolic.terms import Terms,in_order
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.values import *
lb=Lawbook.load()
KINDS={"boolean":"boolean","string":"string","date":"date","number":"number","amount":"number"}
FIXED=("aanwijzingen","register_volledig","regeling_buiten_register","oude_aanwijzing_geeft_voorrang","categorieen","verordening_van","verordening_tot","inkomenstoets","verblijfstoets","voorrangskenmerken","gedragingen","gedragingen_opgegeven","hardheidsclausule_opgenomen","latere_inwoning_geregeld","gedragingen_alsnog_genoemd")
U=object()
def inputs(name,d,terms,value,env):
    if d is not None and d.type=="array":
        unk=type(value) is Unknown
        items=[] if unk else value
        rows=[]
        for i,item in enumerate([*items, None]):   # one absent row as padding
            c=terms.input(f"{name}.{i}#","boolean",certain=True); env[c.what]=item is not None
            if d.columns:
                rec={k:inputs(f"{name}.{i}.{k}",cd,terms,(item.get(k,Unknown(("?",))) if item is not None else Unknown(("?",))),env) for k,cd in d.columns.items()}
                rows.append(Row(c,Record(rec)))
            elif item is not None and isinstance(item,dict) or (item is None and False):
                pass
            else:
                t=terms.input(f"{name}.{i}","string"); env[t.what]=item
                rows.append(Row(c,Scalar(t)))
        k=terms.input(f"{name}?","boolean",certain=True); env[k.what]=not unk
        return Rows(tuple(rows),k)
    t=terms.input(name,KINDS[d.type]); env[name]=None if type(value) is Unknown else value
    null=None
    if d.nullable:
        null=terms.input(name+"?null","boolean",certain=True); env[null.what]=value is None
    return Scalar(t,null)
def ev(term,env,memo):
    if term.number in memo: return memo[term.number]
    o=term.operator; a=lambda i: ev(term.of[i],env,memo)
    if o=="constant": r=term.what
    elif o=="unknown": r=None
    elif o=="input": r=env[term.what]
    elif o=="and":
        vs=[ev(t,env,memo) for t in term.of]; r=False if False in vs else None if None in vs else True
    elif o=="or":
        vs=[ev(t,env,memo) for t in term.of]; r=True if True in vs else None if None in vs else False
    elif o=="not": r=None if a(0) is None else not a(0)
    elif o=="known": r=a(0) is not None
    elif o in("equal","less","at_most"):
        x,y=a(0),a(1); r=None if x is None or y is None else {"equal":lambda:x==y,"less":lambda:x<y,"at_most":lambda:x<=y}[o]()
    elif o=="one_of": r=None if a(0) is None else a(0) in term.what
    elif o in("years","months","days"):
        x,y=a(0),a(1); r=None if x is None or y is None else {"years":dates.years_between,"months":dates.months_between,"days":dates.days_between}[o](x,y)
    elif o=="years_before": r=None if a(0) is None else dates.years_before(a(0),term.what)
    elif o=="surely": r=a(0) is True
    elif o=="later":
        x=a(0); r=None if x is None else dates.add(x,**dict(zip(("years","months","weeks","days"),term.what)))
    elif o=="choose":
        for i in range(0,len(term.of)-1,2):
            c=a(i)
            if c is None: r=None;break
            if c: r=a(i+1);break
        else: r=a(len(term.of)-1)
    if term.certain: assert r is not None,(term,)
    memo[term.number]=r
    return r
counts=Counter()
@settings(max_examples=int(sys.argv[1]),deadline=None,database=None,suppress_health_check=list(HealthCheck))
@given(st.data())
def check(data):
    asked=data.draw(applications(data.draw(st.sampled_from(list(VERSIONS)))))
    app=Application.model_validate(asked.data)
    ctx=context_of(app,lb,asked.on)
    q=ask(lb,asked.on,{"gemeente_code":ctx.scope})
    b=bind(app,ctx); run=q.compiled.run(b.facts,asked.on)
    p=q.compiled.plan
    terms=Terms(); env={}
    facts={}
    for k,d in p.inputs.items():
        v=b.facts.get(k,Unknown((k,)))
        facts[k]=lifted(v,terms) if k in FIXED else inputs(k,d,terms,v,env)
        if k in FIXED and type(v) is Unknown and d.type=="array": facts[k]=Rows((),terms.false)
    facts["gemeente_code"]=lifted(ctx.scope,terms)
    r=SymbolicReader(p,facts,asked.on,terms)
    names=set(q.verdicts.values())|{x for g in q.grounds for x in (g.applies,g.met)}|{x for g in q.gates for x in (g.opens,g.closed)}|{m.output for m in q.remarks}
    for n in sorted(names):
        want=run[n]; want=None if not isinstance(want,bool) else want
        got=ev(r.output(n),env,{})
        assert got==want,(n,got,run[n],asked)
    counts["ok"]+=1
check(); print(counts)
