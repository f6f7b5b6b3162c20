"""The pages: a person's Daily Me, and a brand's console.

`shell` is what both share: the gate that every request passes, the door, sessions, forms and drawing.
`twin` and `brand` hold one module for each page. A page reads a form, asks an agent or its store, and draws;
it holds no rule of its own, so the command line and a running agent obey the same ones.
"""
