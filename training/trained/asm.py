"""asm.py NPZ TARGET"""
import sys; from pathlib import Path
import numpy as np, spacy
from training.build import _load, _with_tokenizer, swap_in, prepare
from relazione.languages import components, treeparser
from relazione.languages.components import word_vectors
prepare(1)
npz,target=Path(sys.argv[1]),Path(sys.argv[2])
_,t=word_vectors('de'); scale=0.3/np.sqrt((t[1:]**2).mean())
with np.load(npz) as f: a=dict(f)
m=a['mix.weight'].astype(np.float32); m[:,-t.shape[1]:]*=scale; a['mix.weight']=m.astype(np.float16)
a={k:v for k,v in a.items() if not k.startswith('starts.')}
np.savez_compressed('/tmp/pt3/folded.npz',**a)
nlp=_with_tokenizer(spacy.blank('de'))
nlp.add_pipe('relazione_trees',name='parser').load(Path('/tmp/pt3/folded.npz'))
nlp.add_pipe('relazione_refine',config={'language':'de'})
nlp.add_pipe('ner',source=_load(Path('/tmp/basework/work/names')))
nlp.meta.update(name='relazione',version='0.1.0',description='German press reports: tags, features, lemmas, UD trees, names',author='The Relazione developers',license='CC BY-SA 4.0')
target.parent.mkdir(parents=True,exist_ok=True)
swap_in(nlp,target)
