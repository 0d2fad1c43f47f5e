"""Every page there is."""

from services.portal.api.openapi import openapi
from services.portal.api.referrals import referrals
from services.portal.api.token import token
from services.portal.pages.about import about
from services.portal.pages.action_links import action_links
from services.portal.pages.apart import apart
from services.portal.pages.attendance import attendance
from services.portal.pages.booking import booking
from services.portal.pages.calendar import calendar
from services.portal.pages.call import call
from services.portal.pages.change_coach import change_coach
from services.portal.pages.choose import choose
from services.portal.pages.circles import circles
from services.portal.pages.coach import coach
from services.portal.pages.coach_away import coach_away
from services.portal.pages.coach_wishes import coach_wishes
from services.portal.pages.codes import codes
from services.portal.pages.consents import consents
from services.portal.pages.covers import covers
from services.portal.pages.days import days
from services.portal.pages.emergency import emergency
from services.portal.pages.freed_times import freed_times
from services.portal.pages.front import front
from services.portal.pages.funder_questions import funder_questions
from services.portal.pages.groups import groups
from services.portal.pages.handover import handover
from services.portal.pages.hours import hours
from services.portal.pages.inbox import inbox
from services.portal.pages.intake import intake
from services.portal.pages.kiosk import kiosk
from services.portal.pages.letter import letter
from services.portal.pages.link_times import link_times
from services.portal.pages.member import member
from services.portal.pages.message import message
from services.portal.pages.mine import mine
from services.portal.pages.mornings import mornings
from services.portal.pages.my_people import my_people
from services.portal.pages.new_circle import new_circle
from services.portal.pages.new_person import new_person
from services.portal.pages.numbers import numbers
from services.portal.pages.offers import offers
from services.portal.pages.on_call import on_call
from services.portal.pages.openid import openid
from services.portal.pages.privacy import privacy
from services.portal.pages.reach import reach
from services.portal.pages.record import record
from services.portal.pages.reminders import reminders
from services.portal.pages.ring import ring
from services.portal.pages.rounds import matching_rounds
from services.portal.pages.sessions import sessions
from services.portal.pages.settings.copies import copies
from services.portal.pages.settings.customs import customs
from services.portal.pages.settings.home import settings
from services.portal.pages.settings.messages import messages
from services.portal.pages.settings.partners import partners
from services.portal.pages.settings.places import where
from services.portal.pages.settings.privacy import privacy as own_privacy
from services.portal.pages.settings.roster import roster
from services.portal.pages.settings.staff import staff
from services.portal.pages.settings.vocabulary import vocabulary
from services.portal.pages.settings.weights import weights
from services.portal.pages.settings.words import words
from services.portal.pages.sign_in import sign_in
from services.portal.pages.standing import standing
from services.portal.pages.stop_mail import stop_mail
from services.portal.pages.supervisor import supervisor
from services.portal.pages.switch import switch
from services.portal.pages.told import told
from services.portal.pages.trips import trips
from services.portal.pages.visits import visits
from services.portal.pages.walking import walking
from services.portal.pages.ways import ways
from services.portal.pages.welcome import welcome
from services.portal.pages.wishes import wishes
from services.portal.pages.writing import writing

BLUEPRINTS = (
    *(front, sign_in, codes, openid, mine, mornings, switch, action_links, link_times, stop_mail),
    *(member, booking, freed_times, sessions, call, message, inbox, choose, change_coach),
    *(groups, about, wishes, reminders, ways, days, record, told, calendar, letter, consents, privacy),
    *(coach, coach_wishes, offers, covers, attendance, writing, my_people, hours, reach, ring, emergency, trips),
    *(standing, intake, new_person, walking, apart, visits, handover, welcome, circles, new_circle),
    *(supervisor, coach_away, numbers, matching_rounds, funder_questions, on_call),
    *(kiosk, token, referrals, openapi, partners),
    *(settings, words, customs, where, staff, roster, copies, messages, vocabulary, weights, own_privacy),
)
