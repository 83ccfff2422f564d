"""ev.py PIPELINE part..."""
import sys,time
from pathlib import Path
from relazione.languages.pipeline import _load
from training.evaluate import *
from training.corpus import read_standard
PACK=Path('/tmp/gp/src/relazione/languages/de')
nlp=_load(Path(sys.argv[1]),PACK)
if 'ner' in nlp.pipe_names: nlp.disable_pipe('ner')
D=Path('/tmp/w/data')
P={'dev':D/'ud-de-gsd'/'de_gsd-ud-dev.conllu','test':D/'ud-de-gsd'/'de_gsd-ud-test.conllu','pud':D/'ud-de-pud'/'de_pud-ud-test.conllu'}
for k in sys.argv[2:]:
    s=list(read_standard(P[k])); t=time.process_time()
    r=score_trees(nlp,s); t=time.process_time()-t
    print(k,' '.join(f'{a} {b:.2f}' for a,b in r.items()),f'{t:.1f}s',flush=True)
