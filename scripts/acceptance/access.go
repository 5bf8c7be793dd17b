package main

import (
	"context"
	"strings"

	"google.golang.org/api/calendar/v3"
	"google.golang.org/api/googleapi"

	"kursbuch.internal/shared/calsync"
)

// accessQuestions are whether we may do what we do, and to whom it belongs.
var accessQuestions = []question{
	{
		id: "delegation",
		text: "Bekommt das Dienstkonto ohne Schlüssel (IAM signJwt, domänenweite Delegation) ein Token für die " +
			"Inhaberin, und reichen die zwei Scopes zum Anlegen eines Kalenders?",
		why:    "Ohne das läuft kein Abgleich. Es ist derselbe Code wie in der Function.",
		code:   []string{"shared/gcp/gcal/gcal.go CredentialsConfig", "shared/gcp/gcal/gcal.go Scopes"},
		expect: "Der Kalender ist angelegt.",
		advice: "Steht dort „iamcredentials“ oder 403: roles/iam.serviceAccountTokenCreator auf das Dienstkonto fehlt " +
			"der, die das hier aufruft. „unauthorized_client“: in der Admin-Konsole die Client-ID mit beiden Scopes " +
			"eintragen (terraform output calendar_client_id, calendar_scopes), bis zu 24 Stunden warten. " +
			"„accessNotConfigured“: Calendar API einschalten. Bei 5xx oder Zeitüberschreitung als {subject} nachsehen, ob " +
			"ein Kalender „Kursbuch-Abnahme …“ da ist, und ihn löschen.",
		cloud: true,
		check: func(ctx context.Context, s *session) (sight, error) {
			if err := s.create(ctx); err != nil {
				return sight{}, err
			}
			return saw(s.id != "", "angelegt: %s", s.id)
		},
	},
	{
		id:   "owner",
		text: "Wem gehört ein so angelegter Kalender (dataOwner), und ist er in unserer Zeitzone?",
		why: "Ein Kalender stirbt mit dem Konto seines dataOwner; der muss die dauerhafte Nutzerin sein, nie das " +
			"Dienstkonto.",
		code:   []string{"shared/gcp/gcal/gcal.go Calendars.Insert"},
		expect: "dataOwner ist die Inhaberin, Zeitzone Europe/Berlin.",
		advice: "Ist es das Dienstkonto: keinen Master-Kalender so anlegen; als {subject} von Hand anlegen und seine ID " +
			"in die Einstellungen. Fehlt dataOwner ganz: in den Kalendereinstellungen nachsehen, wer Inhaber ist, und es " +
			"hier vermerken.",
		check: func(ctx context.Context, s *session) (sight, error) {
			c, err := s.raw.Calendars.Get(string(s.id)).Context(ctx).Do()
			if err != nil {
				return sight{}, err
			}
			return saw(c.DataOwner == s.subject && c.TimeZone == "Europe/Berlin", "dataOwner %q, Zeitzone %q", c.DataOwner,
				c.TimeZone)
		},
	},
	{
		id:     "rename",
		text:   "Reichen die Scopes, um den Kalender umzubenennen?",
		why:    "Der Name des Master-Kalenders ist eine Einstellung.",
		code:   []string{"shared/gcp/gcal/target.go Calendars.Patch"},
		expect: "Der neue Name ist zu lesen.",
		advice: "Den Namen von Hand ändern und die Einstellung ebenso; in shared/gcp/gcal Scopes um calendar.calendars " +
			"erweitern und in der Admin-Konsole eintragen.",
		check: func(ctx context.Context, s *session) (sight, error) {
			name := s.name() + " (umbenannt)"
			if _, err := s.target.Do(ctx, calsync.Call{Verb: calsync.Rename, Name: name}); err != nil {
				return sight{}, err
			}
			c, err := s.raw.Calendars.Get(string(s.id)).Context(ctx).Do()
			if err != nil {
				return sight{}, err
			}
			return saw(c.Summary == name, "Name %q", c.Summary)
		},
	},
	{
		id:     "acl",
		text:   "Reicht calendar.acls, um Leserechte zu geben und zu lesen?",
		why:    "Wer abgeglichen wird, bekommt Leserecht auf den Master-Kalender.",
		code:   []string{"shared/gcp/gcal/target.go Acl.Insert", "shared/gcp/gcal/target.go Acl.List"},
		expect: "Der Gast ist einmal als reader gelistet.",
		advice: "403: den Scope calendar.acls in der Admin-Konsole eintragen. Ist es ein Gast außerhalb: die Freigabe " +
			"nach außen ist im Haus gesperrt; den Leuten sagen, dass sie nur Einladungen bekommen.",
		check: granted(func(mail string) string { return mail }),
	},
	{
		id:     "acl-again",
		text:   "Was geschieht, wenn dieselbe Regel noch einmal eingefügt wird?",
		why:    "Nach einem Abbruch wird das Recht noch einmal gegeben.",
		code:   []string{"shared/gcp/gcal/target.go grant"},
		expect: "Kein Fehler, weiter eine Regel.",
		advice: "Ein 409 nimmt grant als erledigt; ein anderer Fehler: in shared/gcp/gcal/target.go grant ebenso. Zwei " +
			"Regeln: vor grant immer lesen (das tut calsync), hier vermerken.",
		after: "acl",
		check: granted(func(mail string) string { return mail }),
	},
	{
		id:     "acl-case",
		text:   "Ist dieselbe Adresse in Großbuchstaben dieselbe Regel?",
		why:    "Wir vergleichen Adressen in Kleinbuchstaben.",
		code:   []string{"shared/gcp/gcal/target.go lower"},
		expect: "Kein Fehler, weiter eine Regel.",
		advice: "In shared/gcp/gcal/target.go grant und revoke die Adresse so senden, wie Google sie listet.",
		after:  "acl",
		check:  granted(strings.ToUpper),
	},
	{
		id:     "acl-revoke",
		text:   "Nimmt user:MAIL das Recht weg, und was antwortet Google beim zweiten Mal?",
		why:    "Wer nicht mehr abgeglichen wird, verliert das Leserecht; ein wiederholter Aufruf darf kein Fehler sein.",
		code:   []string{"shared/gcp/gcal/target.go revoke", "shared/syncrun/attempt.go FailedGone"},
		expect: "Keine Regel mehr; noch einmal: 404 notFound.",
		advice: "Ein anderer Status: in shared/gcp/gcal/failure.go failureOf als gone einordnen. Gar kein Fehler ist auch " +
			"recht, dann hier nur vermerken.",
		after: "acl",
		check: revoked,
	},
	{
		id:     "quota-user",
		text:   "Nimmt Google quotaUser zusammen mit Delegation an?",
		why:    "Ohne ihn zählt das Kontingent je Nutzer beim Dienstkonto.",
		code:   []string{"shared/gcp/gcal/gcal.go QuotaUser"},
		expect: "Der Aufruf gelingt.",
		advice: "In shared/gcp/gcal/gcal.go die Option weglassen und Pace.PerMinute am Kontingent des Dienstkontos " +
			"ausrichten.",
		check: func(ctx context.Context, s *session) (sight, error) {
			call := s.raw.Events.List(string(s.id)).MaxResults(1).Fields("etag").Context(ctx)
			_, err := call.Do(googleapi.QuotaUser("0123456789abcdef0123"))
			return sight{"200", true}, err
		},
	},
}

// granted gives the guest the right to read, by one spelling of the address, then looks.
func granted(spelling func(string) string) func(context.Context, *session) (sight, error) {
	return func(ctx context.Context, s *session) (sight, error) {
		if _, err := s.target.Do(ctx, calsync.Call{Verb: calsync.Grant, Mail: spelling(s.guest)}); err != nil {
			return sight{}, err
		}
		roles, err := s.roles(ctx)
		if err != nil {
			return sight{}, err
		}
		return saw(strings.Join(roles, ",") == "reader", "Rollen von %s: %s", s.guest, strings.Join(roles, ", "))
	}
}

// roles are those that the guest has, one for each rule.
func (s *session) roles(ctx context.Context) ([]string, error) {
	rules, _, err := s.target.Rules(ctx)
	if err != nil {
		return nil, err
	}
	var roles []string
	for _, rule := range rules {
		if rule.Mail == s.guest {
			roles = append(roles, rule.Role)
		}
	}
	return roles, nil
}

func revoked(ctx context.Context, s *session) (sight, error) {
	revoke := calsync.Call{Verb: calsync.Revoke, Mail: s.guest}
	if _, err := s.target.Do(ctx, revoke); err != nil {
		return sight{}, err
	}
	roles, err := s.roles(ctx)
	if err != nil {
		return sight{}, err
	}
	if len(roles) > 0 {
		return saw(false, "Rollen danach: %s", strings.Join(roles, ", "))
	}
	_, err = s.target.Do(ctx, revoke)
	return failsAs(err, calsync.FailedGone, 0)
}

// own reads an entry with all that Google says of it.
func (s *session) own(ctx context.Context, id calsync.EntryID) (*calendar.Event, error) {
	return s.raw.Events.Get(string(s.id), string(id)).Context(ctx).Do()
}
