"""French words and phrases that customers use for one another, one group to a line.

The rules are those of the English groups. Accents may be written: they are dropped with the stem.
"""

from typing import Final

FRENCH: Final = """
# abonnement, contrat
abonnement, forfait, offre, formule, contrat, souscription
résilier, résiliation, arrêter, quitter, partir, mettre un terme, annuler, rompre, mettre fin
frais, coût, coûter, prix, tarif, pénalité, surcoût, payer, montant, combien ça coûte
changer, modifier, changement, passer à, remplacer, mettre à jour, corriger, nouveau
déménager, déménagement, changer d'appartement, nouvelle adresse, autre lieu, nouveau logement
transférer, déplacer, reporter
engagement, durée, douze mois, avant la fin
céder, cession, transmettre, titulaire, propriétaire, au nom de, quelqu'un d'autre
renouveler, prolonger, reconduire
décès, mort, mourir, décédé, disparu, défunt
fermer, clôturer, supprimer, effacer

# internet
internet, connexion, réseau, ligne, web
débit, vitesse, très haut débit, lent, lenteur, ramer, rame, figer, saccader, ralentir, mauvais
fibre, très haut débit, adsl
éligible, raccordable, couvert, couverture, relié, disponible, arriver
logement, maison, appartement, chez moi, domicile, immeuble, village, chambre, étage
box, modem, routeur, matériel, équipement, appareil, boîtier
installer, installation, brancher, mettre en service, mettre en marche, configurer
installer, première connexion, mise en service
activer, activation, mettre en marche, valider, mettre en service, fonctionner
panne, coupé, coupure, plus de connexion, plus d'internet, ne marche, rien ne marche, mort, incident
wifi, sans fil, signal, capter
répéteur, amplificateur, améliorer, portée
clé wifi, mot de passe, code, clé
mot de passe, identifiant, code
connecter, accès, accéder, s'ouvrir, ouvrir, espace client, compte, site
redémarrer, rebrancher, rallumer, réinitialiser

# factures
facture, relevé, justificatif, quittance
prélever, prélèvement, débiter, argent part, échéance
élevé, cher, augmenter, trop, hausse, plus cher
payer, paiement, payement, régler, règlement, moyens de paiement
espèces, liquide, argent liquide
carte, carte bancaire, mastercard, visa, carte bleue
prélèvement bancaire, rib, iban, compte bancaire
délai, échelonnement, étaler, plusieurs fois, plusieurs mois, difficultés, financier, dette
suspendu, coupé, bloqué, impayé, rétablir, réactiver
rembourser, remboursement, dédommager, dédommagement, indemniser, geste commercial, ristourne
date, jour, quand, échéance
promotion, offre, remise, réduction, bon plan, rabais, ristourne, avoir
jeune, étudiant
parrainer, parrainage, parrain, ami
solde, reste, consommation, suivre, suivi

# mobile
téléphone, portable, mobile, smartphone, appareil
téléphoner, appel, appeler, joindre, communication
sim, carte sim, puce
perdre, perdu, voler, volé, dérober, disparaître, disparu, opposition
bloquer, verrouiller, opposition, filtrer
pin, puk, code pin, verrouillé
débloquer, déverrouiller, déblocage
garder, conserver, ne pas perdre
numéro, ligne
portabilité, rio, opérateur, concurrent, fournisseur
étranger, international, voyage, vacances, itinérance, roaming, hors de france, pays, europe
données, data, go, giga, internet mobile
épuisé, plus de données, recharge, racheter, rallonge, ajouter
consommer, consommation, utiliser, utilisé
répondeur, messagerie, boîte vocale, message, messagerie vocale
écouter, consulter, entendre
indésirable, démarcher, démarchage, publicité, harceler, spam, pourriel
arnaque, fraude, faux, suspect, hameçonnage, escroquerie, phishing
courriel, mail, message, email, e-mail

# télévision
télévision, télé, téléviseur, poste, tv, écran
chaîne, programme, bouquet, sport, foot, football, cinéma, film
noir, pas d'image, s'allume plus
enregistrer, enregistrement, sauvegarder, capture, magnétoscope
émission, film, série, feuilleton, programme
enfant, fils, fille, parental, adulte
protéger, bloquer, limiter, filtrer, contrôle
décodeur, boîtier tv

# service
boutique, magasin, agence, point de vente
horaires, heures, ouvert, ouverture, fermer, ferme, samedi, dimanche
proche, près, plus proche
adresse, où, rue, trouver, situé
conseiller, personne, humain, agent, assistance, service client, clientèle, contacter, parler
réclamation, plainte, plaindre, litige, mécontent, pas content, médiateur
technicien, installateur, intervention, travaux, réparateur, dépanneur
rendez-vous, créneau, intervention
absent, pas là, pas disponible
envoyer, expédier, renvoyer, adresser
rendre, restituer, renvoyer, retour, retourner
coordonnées, informations personnelles, profil, nom, courriel, données personnelles
aide, aider, assistance, dépannage
oublier, oublié, perdu, souvenir
demander, réclamer, requérir
vérifier, contrôler
montrer, afficher, voir, liste
code, chiffres

# commerce
commande, achat, acheter, commander, panier
livraison, livrer, expédition, colis, paquet, recevoir
retour, rendre, renvoyer, échanger
garantie, garanti, couvert
cassé, abîmé, défectueux, endommagé, rayé
réparer, réparation, dépanner
stock, disponible, rupture, épuisé
bon d'achat, carte cadeau, cadeau, chèque cadeau
taille, dimension, mesure
gratuit, sans frais, offert
entreprise, société, professionnel
emploi, travail, recruter, embaucher, poste, stage, candidature
supprimer, effacer, désinscrire, désabonner
données, confidentialité, vie privée, rgpd

# avec les mots du client
plus envie, ne veux plus, me désabonner, désabonner, stopper, en finir, changer d'opérateur,\
 résilier
changer d'avis, changé d'avis, regretter, rétractation, rétracter, quatorze jours, réflexion,\
 renoncer
emménager, changement d'adresse, change d'adresse, changement de domicile, nouvelle maison,\
 nouvel appartement, déménager
lié, obligé, libre, combien de mois, combien de temps, engagement
mari, femme, conjoint, épouse, époux, fils, fille, reprendre, titulaire
père, mère, veuf, veuve, héritier, héritage, succession, décès
ça rame, met du temps, charger, chargement, mégas, débit faible, lent
câble, raccorder, raccordement, prise, prise optique, rue, immeuble, fibre
voyant, lumière, lumière rouge, clignoter, clignote, rouge, allumer, éteindre, box
tout seul, poser, monter, mise en route, brancher, installer
en rade, hors service, plus rien, interruption, ça coupe, marche plus, marche pas,\
 fonctionne pas, bug, dérangement, problème, panne
capte pas, capter, capte, loin, mur, murs, faible, étage, chambre, wifi, portée
sous la box, étiquette, clé de sécurité, clé wifi
me connecter, connexion impossible, mdp, identifiants, code d'accès, mot de passe, entrer
papier, télécharger, pdf, copie, duplicata, justificatif de domicile, imprimer, facture
bizarre, anormal, erreur, deux fois, double, trop payé, d'habitude, hors forfait, comprends pas,\
 explication, facture
virement, chèque, cb, paypal, en ligne, moyens de paiement
banque, coordonnées bancaires, changer de banque, nouveau compte, rib
plus tard, repousser, échéancier, fin de mois, pas d'argent, galère, retard, délai
ligne coupée, restreint, suspension, rouvrir, remettre, passe plus, suspendu
caution, dépôt, avance, récupérer, trop perçu, rendre l'argent, remboursement
moins cher, code promo, bon de réduction, négocier, geste, fidélité, fidèle, promotion
moins de 26, fac, école, lycée, apprenti, étudiant
recommander, copain, copine, inviter, proche, filleul, parrain
combien il me reste, restant, restante, compteur, solde
carte cassée, esim, nano, format, nouvelle carte, sim
on m'a pris, piqué, égaré, retrouve plus, perdu, voler
trois fois, mauvais code, essais, erroné, pin
autre opérateur, simlock, désimlocker, débloquer
même numéro, venir de chez, venant de, portabilité
espagne, italie, maroc, algérie, tunisie, suisse, belgique, allemagne, états unis, canada,\
 amérique, outre mer, voyager, frontière, union européenne, vacances, étranger
avion, plage, séjour, partir, voyage, étranger
enveloppe, gigas, mo, quota, dépassé, dépassement, débit réduit, épuisé, données
annonce, accueil, message d'accueil, boîte pleine, répondeur
pub, vendeur, commercial, centre d'appels, bloctel, numéros inconnus, inconnu, démarcheur,\
 démarchage
louche, lien, pirater, piraté, escroc, virus, faux message, arnaque
rediriger, dévier, renvoi, renvoi d'appel, transférer
texto, textos, sms, mms, message
5g, 4g, antenne, couverture, réseau
regarder, match, replay, rattrapage, différé, revoir, chaîne
son, image, pixel, pixelise, qualité, télévision
disque dur, plus tard, garder pour, enregistrer
ado, gosse, mineur, âge, interdit, contenu, adulte, parental
télécommande, piles, bouton, appairer
point relais, en personne, physiquement, se déplacer, venir vous voir, boutique
quelle heure, ouvre, ouvrez, midi, jour férié, soir, matin, tôt, tard, horaires
quelqu'un, vrai, vraie, rappeler, hotline, robot, joindre, conseiller
scandaleux, honteux, courrier, recommandé, avocat, déçu, insatisfait, service nul, réclamation
décaler, changer la date, autre jour, empêchement, reporter, rendez-vous
personne n'est venu, pas venu, attendu, lapin, absent
point relais, carton, emballage, bon de retour, rapporter, ramener, rendre
mariage, mariée, divorce, changer de nom, nouveau mail, changer d'adresse, coordonnées
savez de moi, sur moi, revendre, partager, vie privée
sourd, malentendant, aveugle, handicap, accessibilité
annuaire, liste rouge, pages jaunes, figurer
deuxième, seconde, ajouter une ligne, famille, plusieurs lignes, supplémentaire
iphone, samsung, nouveau téléphone, changer de téléphone, renouvellement, téléphone
ancien, vieux, reprise, recycler, occasion, reconditionné
casse, chute, tomber, tombé, vitre, écran, assurance, assurer
gigabit, mbit, vitesse, test, mesurer, débit
bouger, changer de pièce, placer, emplacement, box
fixe, téléphone fixe, ligne fixe, combiné
surtaxé, numéro spécial, numéros spéciaux, service payant, achat, micro paiement
limiter, plafond, bloquer, contrôle, dépenses
entreprise, pro, auto entrepreneur, indépendant, professionnel
mairie, quartier, secteur, zone, adresse, éligible
date de fin, jusqu'à quand, échéance, engagement
"""
