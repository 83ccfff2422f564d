import sys,time
from pathlib import Path
from spacy.tokens import Doc
import relazione.languages.morphology as M
import relazione.languages.components as C
from relazione.languages.pipeline import _load
from training.evaluate import *
from training.corpus import read_standard
nlp=_load(Path(sys.argv[1]),Path('/tmp/gp/src/relazione/languages/de'))
if 'ner' in nlp.pipe_names: nlp.disable_pipe('ner')
D=Path('/tmp/w/data')
S=list(read_standard(D/'ud-de-gsd'/'de_gsd-ud-dev.conllu'))
p=nlp.get_pipe('parser'); r=nlp.get_pipe('relazione_refine')
base=[p(nlp.make_doc(t)) for t in texts(S)]
class Fake:
    def __init__(s,f): s.f=f
    def pipe(s,_): return (s.f(d.copy()) for d in base)
def go(name,f):
    x=score_trees(Fake(f),S); print(f"{name:28}",' '.join(f'{k} {x[k]:.2f}' for k in ('upos','features','lemma','uas','las')),flush=True)
def bare(d):
    for t in d: t.pos_='SPACE' if t.is_space else t.tag_
    return d
go('none',bare); go('all',r)
for n in '_free_helpers _free_determiners _lift_verb _mend_genitive _mend_copula _mend_bare_subject _mend_prefield _mend_bare_object _mend_missing_subject _mend_bare_oblique _mend_shared_subject _refine_tag _refine_arguments _refine_passives'.split():
    o=getattr(M,n); setattr(M,n,lambda *a,**k: None); go('-'+n,r); setattr(M,n,o)
o=C.attach_marks; C.attach_marks=lambda w: None; go('-marks',r); C.attach_marks=o
