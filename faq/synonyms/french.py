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
"""
