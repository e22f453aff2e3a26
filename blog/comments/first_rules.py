"""The house rules of a site whose editors have not written their own yet: version 1."""

FR = """\
Ici, on parle de ce qui est dit dans l’entretien. Vous pouvez ne pas être d’accord : dites pourquoi.

- **Parlez à une personne.** Celle qui répond dans l’entretien lit peut-être ces lignes. Critiquez une idée, un fait, \
un choix, jamais quelqu’un pour ce qu’il est.
- **Restez près du sujet.** Répondez à une question, à une réponse ou à un commentaire.
- **Dites d’où vous savez.** Un chiffre vaut mieux avec sa source, un souvenir avec sa date.
- **Ne dites rien de la vie privée des autres** : ni adresse, ni téléphone, ni santé, ni rien qu’ils n’aient rendu \
public.
- **Pas de publicité**, pas de texte recopié partout, pas de texte qui n’est pas de vous sans le dire.
- **Signez du même nom** d’un commentaire à l’autre, le vôtre ou un pseudonyme, jamais celui de quelqu’un d’autre.

La loi vaut ici comme ailleurs : injure, diffamation, menace et incitation à la haine ne sont pas publiées. Une \
personne, pas une machine, décide de chaque refus et vous en dit la raison sur la page de votre commentaire.
"""

EN = """\
This is a place to talk about what is said in the interview. You need not agree: say why.

- **Speak to a person.** Whoever answers in the interview may read these lines. Criticise an idea, a fact, a choice, \
never somebody for what they are.
- **Stay near the subject.** Answer a question, an answer or a comment.
- **Say how you know.** A number is worth more with its source, a memory with its date.
- **Leave other people’s private lives alone**: no address, no telephone, no health, nothing they have not made public.
- **No advertising**, no text pasted everywhere, no text that is not yours without saying so.
- **Sign with one name** from comment to comment, your own or a pen name, never somebody else’s.

The law holds here as elsewhere: insults, defamation, threats and incitement to hatred are not published. A person, \
not a machine, decides on every refusal, and tells you the reason on the page of your comment.
"""
