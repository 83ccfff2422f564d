import sys, random, time, json
from pathlib import Path
import numpy as np, torch
torch.set_num_threads(1); torch.set_flush_denormal(True)
from training.joint import *
from training.corpus import augmented, read_standard
from training.trees import read_sentences
from relazione.languages.components import language_forms, word_vectors, word_row, word_keys
from relazione.languages.network import Network
S=json.loads(open(sys.argv[1]).read()); out=sys.argv[2]
random.seed(S['seed']); torch.manual_seed(S['seed'])
t=time.time()
whole=list(read_sentences(Path('/tmp/basework/work/train.conllu')))
dev=[without_spaces(s) for s in read_standard(Path('/tmp/w/data/ud-de-gsd/de_gsd-ud-dev.conllu'))]
forms=language_forms('de')
variants=[[without_spaces(s) for s in augmented(whole,forms,seed=k)] for k in range(1,S['variants']+1)]
labels=labels_of(variants[0],3)
print([len(x) for x in labels])
columns=vocabulary(variants[0],'de',S['least'])
print([len(c) for c in columns],len(variants[0]),sum(len(s.words) for s in variants[0]),time.time()-t,flush=True)
read=Reader('de',columns,labels)
_,table=word_vectors('de')
table=table/np.sqrt((table[1:]**2).mean())*0.3
examples=[[read(s) for s in v if len(s.words)<100] for v in variants]
print(time.time()-t,flush=True)
net=Net([len(c) for c in columns],table,labels,S)
print(sum(p.numel() for p in net.parameters())/1e6,'m')
def inputs(w): return word_keys('de',w), table[word_row('de',w)]
def score(n):
    save(n,columns,labels,S,Path(out))
    with np.load(out) as f: N=Network(dict(f),inputs)
    t=time.process_time()
    A=[]
    for i in range(0,len(dev),20): A+=N.analyse([[w.form for w in s.words] for s in dev[i:i+20]])
    t=time.process_time()-t
    n=u=l=p=f=0
    for s,a in zip(dev,A):
        for i,w in enumerate(s.words):
            n+=1; p+=a.tags[i]==w.pos; h=a.heads[i]==w.head; u+=h; l+=h and a.deps[i]==w.dep; f+=a.feats[i]==w.feats
    return f'UPOS {100*p/n:.2f} feats {100*f/n:.2f} UAS {100*u/n:.2f} LAS {100*l/n:.2f} {t/n*1e6:.0f} us/word'
train(net,lambda n: examples[n%len(examples)],S,score)
