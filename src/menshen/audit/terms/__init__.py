"""Terms: an agreement's text in, what its words do with faces out, each with the article that it touches.

What this is: a reader of patterns (`words.zh.toml`, `words.en.toml`), a first reading for whoever will read it again, a
lawyer. It is no judgement. It reads what an agreement says and knows nothing of what is done: not whether the other
lane works, not whether the service needs the face (`cn-spc-2021` art. 4(1)), not whether a term is a standard term.

How it errs. It misses what is said in words that no pattern has, over several clauses, in pictures, in documents that
are only linked, and in scripts other than simplified 中文 and English. It raises what is quoted, reported or denied in
a turn of phrase that `denial.py` does not know. Where it must choose it says nothing, unless the sentence itself says
it: so no finding is no clean bill, and a finding is a sentence to read again.

The way through: `source` bytes to text, `pages` text to blocks, `clauses` blocks to sentences with their places,
`rules` which words make which finding, `findings` all of it.
"""
