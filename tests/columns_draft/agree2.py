import sys
from collections import Counter
from hypothesis import given, settings, strategies as st, HealthCheck
import polars as pl, narwhals as nw
from tests.properties.strategies import applications, VERSIONS
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits.assess import context_of, assess
from wbmgp_engine.permits.question import ask
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.logic.columns import Program
from wbmgp_engine.logic.symbolic.terms import Terms,in_order
from wbmgp_engine.logic.symbolic.reader import SymbolicReader
from wbmgp_engine.permits.population import PopulationBinding
from wbmgp_engine.permits.outcome_terms import OutcomeTerms
lb=Lawbook.load()
def row(app,b):
    r={"aanvraagsoort":app.kind,"aanvraagdatum":app.application_date,"woonruimte.gebied":app.dwelling.area,"woonruimte.verhuurder":app.dwelling.landlord,"woonruimte.soort":app.dwelling.kind,"woonruimte.huurprijs":app.dwelling.rent,"uitzondering15":app.exception15}
    hh=sorted(app.household,key=lambda p:p.role.value!="aanvrager")
    byid={f["id"]:f for f in b.facts["personen"]}
    for i,p in enumerate(hh):
        n=f"huishouden.{i}"; r[f"{n}.rol"]=p.role.value
        f=byid[p.id]
        kn=lambda v: None if type(v).__name__=="Unknown" else v
        r[f"{n}.geboortedatum"]=kn(f["geboortedatum"])
        r[f"{n}.geboortedatumVroegst"]=kn(f["geboortedatum_vroegst"]); r[f"{n}.geboortedatumLaatst"]=kn(f["geboortedatum_laatst"])
        r[f"{n}.geenIngezetene"]=f["ingezetene_vanaf"] is None
        assert f["ingezetene_vanaf_vroegst"] is not None or f["ingezetene_vanaf"] is None,f
        r[f"{n}.misschienGeenIngezetene"]=f["ingezetene_vanaf_laatst"] is None
        for a,c in (("","Vanaf"),("_vroegst","VanafVroegst"),("_laatst","VanafLaatst")): r[f"{n}.ingezetene{c}"]=kn(f["ingezetene_vanaf"+a])
        if p.given("income"):
            r[f"{n}.inkomen.geen"]=not p.income
            for j,x in enumerate(p.income):
                m=f"{n}.inkomen.{j}"; r|={f"{m}.soort":x.kind.value,f"{m}.oordeel":x.judgement,f"{m}.gemotiveerd":x.reasoned,f"{m}.ondertekend":x.signed}
        r[f"{n}.vog"]=(app.screening.certificates or {}).get(p.id) if app.screening else None
    a=hh[0]; r["huishouden.0.rechtmatigVerblijf"]=a.lawful_residence
    if a.given("traits"):
        r["huishouden.0.kenmerken.geen"]=not a.traits
        for k,x in enumerate(a.traits): r[f"huishouden.0.kenmerken.{k}"]=x
    for h,x in enumerate(app.hardship):
        m=f"hardheid.{h}"; r|={f"{m}.gegeven":True,f"{m}.grond":x.ground,f"{m}.oordeel":x.judgement,f"{m}.gemotiveerd":x.reasoned,f"{m}.ondertekend":x.signed,f"{m}.beroep":x.pleaded,f"{m}.omstandigheden":bool(x.circumstances)}
    if app.priority: r|={"voorrang.kandidatenMetVoorrang":app.priority.candidates,"voorrang.oordeel":app.priority.judgement,"voorrang.gemotiveerd":app.priority.reasoned,"voorrang.ondertekend":app.priority.signed}
    s=app.screening
    if s:
        r|={"onderzoek.woonverklaring":s.statement,"onderzoek.gehoord":s.hearing_offered,"onderzoek.voorschriften":bool(s.conditions)}
        if s.weighed: r|={f"onderzoek.weging.{l}":getattr(s.weighed,l)=="gewogen" for l in "abcde"}
    if app.screening and app.screening.certificates and not all(c in byid for c in app.screening.certificates): return None
    return r
DT={"boolean":pl.Boolean,"string":pl.String,"date":pl.Date,"number":pl.Int64}
counts=Counter()
@settings(max_examples=int(sys.argv[1]),deadline=None,database=None,suppress_health_check=list(HealthCheck))
@given(st.data())
def check(data):
    asked=data.draw(applications(data.draw(st.sampled_from(list(VERSIONS)))))
    app=Application.model_validate(asked.data)
    ctx=context_of(app,lb,asked.on)
    q=ask(lb,asked.on,{"gemeente_code":ctx.scope}); p=q.compiled.plan
    b=bind(app,ctx); r=row(app,b)
    if r is None: counts["skip"]+=1; return
    terms=Terms()
    reader=SymbolicReader(p,PopulationBinding(ctx,list(r),terms).facts(),asked.on,terms)
    wanted=OutcomeTerms(q,reader).all()
    ins={t.what:t for t in in_order(wanted.values()) if t.operator=="input"}
    frame=pl.DataFrame({n:pl.Series([r.get(n)],dtype=DT[t.kind]) for n,t in ins.items()} | {"kenmerk":["x"]})
    prog=Program(wanted,{n:nw.col(n) for n in ins})
    got=prog.run(frame,"kenmerk").to_dicts()[0]
    made=assess(app,lawbook=lb,on=asked.on)
    want={"advies":made.advice}|{f"grond.{g.id}":None for g in q.grounds}
    from wbmgp_engine.permits.outcome import verdict, open_gates
    want|={f"grond.{g.id}":verdict(made.run,g) for g in q.grounds}
    og={(g.id,g.ground) for g in open_gates(made.run,q)}
    want|={f"poort.{g.id}"+("." + g.ground if g.ground else ""):g in () or (g.id,g.ground) in og for g in q.gates}
    for k,v in want.items(): assert got[k]==v,(k,got[k],v,asked)
    counts[made.advice]+=1
check(); print(counts)
