"""English words and phrases that customers use for one another, one group to a line.

A word may stand in several groups. Groups hold what people say, not what dictionaries list: a
word that merely comes near ("cheap" beside "price") belongs where both ask for the same answer.
"""

from typing import Final

ENGLISH: Final = """
# orders
order, purchase, buy, bought, basket, cart, acquire, shop for
cancel, annul, call off, withdraw, revoke, undo
change, modify, amend, alter, edit, adjust, correct, update, switch
swap, exchange, trade in, replace, different one, another size
add, include, put in
place, checkout, check out, submit
track, follow, trace, locate, status, how far, progress, whereabouts
confirm, confirmation, acknowledge, proof
item, article, product, goods, piece, merchandise, thing, something
quantity, amount, number, how many
available, availability, in stock, out of stock, sold out, back in, restock, unavailable
notify, remind, alert, inform, let me know, tell me

# delivery
deliver, delivery, ship, shipping, shipment, dispatch, send, post, mail, arrive, bring, drop off
parcel, package, packet, box, order, consignment, carton
receive, arrive, get here, turn up, come, delivered
carrier, courier, driver, postman, delivery man, post office, van
collect, collection, pick up, pickup, fetch, click and collect, come and get
abroad, overseas, international, foreign, country, countries, outside, worldwide, export, europe
customs, duty, import tax
address, street, postcode, zip, location, where
address, move, moved house, moving, relocate, elsewhere, redirect, forward
late, delay, overdue, still waiting, not arrived, slow
appointment, time slot, slot, schedule, date, day, book, calendar
weekend, saturday, sunday
at home, absent, was out, nobody in, nobody was in, not in, missed, away
lost, missing, disappear, gone, incomplete, not there, weren't enough

# prices, payment
price, cost, how much, fee, charge, rate, tariff, expensive, amount, pay for
postage, shipping cost, delivery cost, delivery charge, shipping fee
free, free of charge, nothing, no charge, gratis, complimentary
pay, payment, settle, means of payment
card, credit card, debit card, visa, mastercard, american express
instalment, installment, monthly, financing, finance, credit, spread, split, in parts, pay later
decline, refuse, reject, fail, failure, go through, not accepted, denied, error
invoice, bill, receipt, statement, proof of purchase
vat, tax, duty free, net of tax
company, business, firm, organisation, organization, corporate, professional, employer
refund, reimburse, reimbursement, money back, get money, repay, credit
discount, reduction, voucher, coupon, promo, promotion, promotional, code, rebate, special offer
redeem, apply, use, enter
gift, present, birthday
gift card, gift certificate, gift voucher, token
valid, expire, expiry, run out, last
bank, transfer, wire
currency, euro, dollar, pound
subscription, plan, contract, membership, tariff
renew, extend, prolong
deposit, down payment, advance

# returns, faults
return, send back, give back, take back, bring back, hand back, back
broken, damage, defective, faulty, smashed, scratch, crack, torn, in bits, dent, chipped
wrong, incorrect, mistaken, typo, not what, isn't what, instead, didn't order, error, mistake
repair, fix, mend, restore, service, maintenance
guarantee, warranty, cover, covered, guaranteed
missing part, spare part, spare, part, screw, bolt, hinge, panel, component, kit
dispose, disposal, recycle, recycling, scrap, get rid, take away, remove, throw away
old, former, worn out, used
stop, work, stopped working, doesn't work, not working, dead, went dark
switch off, turn off, disconnect
label, sticker

# account, data
account, profile, membership, login
register, sign up, signing up, create, join, enrol, open
log in, login, sign in, credential, access, connect
password, passcode, credential, login
forget, forgotten, lost, reset, recover, locked out, can't log in
delete, erase, close, remove, wipe, get rid, cancel
unsubscribe, opt out, remove me, stop sending, mailing list
newsletter, mailing list, advertising, promotional, mails, marketing, spam
data, information, detail, personal, gdpr, privacy, records
share, third party, third parties, sell, pass on
privacy, confidential, gdpr, data protection
email, mail, message
language, english, french, translate
compulsory, mandatory, required, obligatory, need

# places, people
shop, store, branch, showroom, outlet
near, nearest, closest, nearby, close to
open, opening, hours, opening hours, close, closed, what time, visit
holiday, bank holiday, public holiday
where, find, directions, address, map, way
contact, reach, speak, talk, phone, call, write
human, person, agent, advisor, adviser, representative, somebody
complain, complaint, unhappy, dissatisfied, grievance
help, support, assistance, customer service
job, vacancy, position, career, hire, hiring, work for, employ, recruit, apply
trainee, internship, intern, apprentice
parking, car park, park

# products, use
furniture, sofa, couch, chair, table, desk, wardrobe, bed, shelf, cupboard
sofa, couch, settee
lamp, light, pendant, bulb, lighting
bulb, light, screw in, socket, fitting
assemble, assembly, build, mount, put together, install, installation, set up, fit, fitter
manual, instructions, guide, booklet, leaflet, handbook, explain
clean, cleaning, wipe, wash, stain, dirt, look after, looking after, care, maintain
wood, wooden, timber, oak, beech
material, made of, fabric, cloth, textile, upholstery
sample, swatch, try out, try, test, feel
sustainable, eco, ecological, environment, organic, certified, green
size, dimension, measure, bigger, larger, smaller, longer, short, fit
colour, color, shade, tone
quick, fast, soon, speed, how long, how many days, when, lead time, period, time
made to measure, bespoke, custom, tailored, to order
power, watt, wattage, voltage
download, pdf, file
photo, picture, image
rug, carpet, curtain
mattress, bed
pet, dog, cat
accept, take, allow
terms, conditions, policy
safe, secure, security

# in the customer's own words
want, no longer want, don't want, changed my mind, change my mind, back out, cancel
mistake, by accident, accidentally, mixed up, mix up, slip, wrong
on its way, in transit, tracking number, follow up, track, whereabouts
did it go through, went through, heard nothing, got nothing, confirm, confirmation
have you got, do you have, do you carry, do you stock, sell, available, in stock
run out, out of stock, back order, preorder, reserve, put aside, hold
text me, ping, heads up, let me know, notify
floor, upstairs, stairs, staircase, lift, elevator, storey, carry up, kerb, doorstep, room of choice
should have, was supposed, still nothing, never came, hasn't come, never showed, didn't turn up,\
 late, delay
taking so long, behind schedule, late, delay, overdue
reschedule, postpone, put off, bring forward, rearrange, another day, different day, later date,\
 slot
evening, morning, afternoon, after work, time slot
neighbour, neighbor, reception, porter, leave it with, somebody else, signature, sign for
cheap, cheaper, affordable, price match, best price, lower price, competitor, for less, discount
quote, estimate, offer, price
paypal, apple pay, google pay, klarna, wallet, cheque, cash, means of payment, payment
over several months, per month, every month, pay off, loan, interest, borrow, instalment,\
 bit by bit, later
bounce, bounced, won't take, not going through, decline
twice, double, duplicate, two times, charged twice, overcharged
paperwork, expenses, accountant, bookkeeping, invoice
compensate, compensation, refund, reimburse
student, sale, deal, bargain, clearance, reduced, discount
points, loyalty, reward, bonus, club, member
bulk, large quantity, wholesale, trade, reseller, hotel, office, many of them, company
wrap, wrapping, gift wrap, greeting, gift
balance, left on, remaining, gift card
don't like, doesn't suit, not happy with, unwanted, regret, withdraw, doesn't fit, too big,\
 too small, return
packaging, wrapping, original packaging, cardboard, unpacked, opened, box
printer, print, label
snapped, came apart, fell apart, fell off, bust, ripped, scuffed, hole, wobbly, loose,\
 shattered, pieces, broken
lacks, short of, one short, left out, not in the box, without, missing, missing part
throw away, throw out, bin, garbage, trash, rubbish, haul away, dispose
flicker, won't turn on, won't light, broke down, died, no power, not working
can't get in, get into, getting into, locked out, log in
username, user name, user, account
too many emails, stop emailing, off your list, no more mails, unsubscribe
know about me, store about me, cookie, cookies, tracking, privacy, data
in person, come by, drop in, drop by, walk in, look at, see it, display, show, visit, showroom, shop
until when, how late, how early, closing time, opening time, sundays, open
hotline, telephone, ring, call back, get in touch, phone number, contact
manager, terrible, awful, rude, angry, disappointed, let down, upset, complain
employment, resume, employer, working at, work with, vacancies, job
by car, drive, driving, garage, parking
public transport, bus, train, tram, underground, directions
wide, width, tall, height, high, deep, depth, length, inches, centimetres, big, large, small, size
weight, weigh, heavy, kilos, load, hold, maximum, bear
leather, cotton, linen, solid, veneer, metal, plastic, made from, made out of, material
spill, spilled, spot, wine, scrub, detergent, vacuum, polish, oil, wax, dust, dirty, clean
outdoor, outside, garden, terrace, balcony, rain, weather, waterproof, sun, fade
bathroom, damp, moisture, humid, water, splash, waterproof
child, children, kids, baby, toddler, safety, tip over, safe
dim, dimmer, dimmable, bright, brightness
tools, screwdriver, drill, hang, wall, ceiling, electrician, handyman, assemble
steps, how do i put, how to put, instructions
try at home, touch, see before, fabric, sample
own design, cut, shorten, special size, other size, made to measure
second hand, refurbished, outlet, seconds, display, used
review, rating, feedback, opinion, stars
translate, speak, language
fair, wages, forest, planet, climate, carbon, sustainable
fire, certificate, standard, tested, safe
energy, electricity, consumption, power
extra, additional, add, another, more
combine, together, one go, same time, single
gone up, more expensive, price
hacked, stolen, fraud, scam, phishing, secure
"""
