package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"google.golang.org/api/googleapi"

	"kursbuch.internal/shared/gcp/schedule"
)

// intervals are in minutes, one of each way to write a schedule, but those in crontab that nobody doubts.
var intervals = []int{5, 7, 61, 90, 120, 1439, 1440}

// cloudQuestions are about what is around the calendar: people with gcloud answer them.
var cloudQuestions = []question{
	{
		id:     "units",
		text:   "Zählt jeder Aufruf, auch ein PUT, eine Einheit des Kontingents?",
		why:    "Der Bericht jedes Laufs nennt Aufrufe als Einheiten; ein PATCH zählt drei, deshalb schreiben wir mit PUT.",
		code:   []string{"shared/gcp/gcal/target.go Events.Update", "shared/gcp/gcal/gcal.go PerMinute"},
		expect: "so viele Einheiten wie Aufrufe",
		advice: "Deutlich mehr: in shared/gcp/gcal/gcal.go Pace.PerMinute im selben Verhältnis senken und in " +
			"reference/google-calendar.md vermerken, was zählt.",
		ask: "https://console.cloud.google.com/apis/api/calendar-json.googleapis.com/metrics?project={project}\nund " +
			"daneben „Kontingente“. Seit {start} waren es von hier {calls} Aufrufe (dazu höchstens einzelne " +
			"Wiederholungen).\nZeigt die Konsole ungefähr so viele? (Sie hinkt einige Minuten nach. Dahinter bitte die " +
			"Zahlen: Anfragen, Einheiten, Grenze je Minute und Nutzer.)",
		want: yes,
	},
	{
		id:   "schedules",
		text: "Nimmt Cloud Scheduler jeden Zeitplan, den wir schreiben, auch die für ungerade Takte?",
		why: "Die Function Settings stellt den Takt von 1 bis 1.440 Minuten; " +
			"ein abgelehnter Zeitplan ist dort ein Fehler.",
		code:   []string{"shared/gcp/schedule/schedule.go Spec"},
		expect: "ja, alle",
		advice: "Den abgelehnten hier nennen und in shared/gcp/schedule/schedule.go Spec die nächste gleichmäßige Form " +
			"wählen.",
		cloud: true,
		ask: "Diese Befehle legen einen Job an, der nichts Wirkliches aufruft, ändern ihn und löschen ihn:\n" +
			gcloudSchedules() + "\nGelang jeder?",
		want: yes,
	},
	{
		id:   "scheduler-run",
		text: "Beantwortet CalendarSync den Cloud Scheduler, obwohl Cloud Run die Signatur von dessen Token entfernt?",
		why: "Ein gewöhnlicher Lauf braucht nur das Recht, die Function aufzurufen; wer es ist, kann sie nicht mehr " +
			"prüfen.",
		code: []string{"shared/gcp/identity/token.go SIGNATURE_REMOVED_BY_GOOGLE",
			"functions/calendarsync/calendarsync.go tickHeader"},
		expect: "200",
		advice: "403 vor der Function: roles/run.invoker für calendarsync-schedule fehlt (terraform apply). 401 aus der " +
			"Function: functions/calendarsync erkennt den Takt nicht; melden, mit der Zeile im Log.",
		cloud: true,
		ask: "gcloud scheduler jobs run calendarsync --project={project} --location={region}\n" +
			"gcloud logging read 'resource.labels.service_name=\"calendarsync\" AND httpRequest.requestMethod=\"POST\"' " +
			"--project={project} --freshness=10m --limit=3 --format='value(timestamp,httpRequest.status)'\n" +
			"Steht dort 200? (Noch kein Master-Kalender: der Bericht darf das melden, der Status bleibt gleich. Dahinter " +
			"bitte den Status.)",
		want: yes,
	},
	{
		id:     "caller-known",
		text:   "Erkennt CalendarSync eine Planerin, die ihr Token in beiden Kopfzeilen schickt?",
		why:    "Cloud Run entfernt die Signatur nur von dem, das es selbst prüft: X-Serverless-Authorization geht vor.",
		code:   []string{"shared/gcp/identity/identity.go X-Serverless-Authorization"},
		expect: "200",
		advice: "401: im Log „a caller is not known“ nachsehen. Steht dort „signature removed“, behandelt Cloud Run die " +
			"Kopfzeilen anders: shared/gcp/identity/token.go anpassen.",
		cloud: true,
		ask: "Als Planerin angemeldet (gcloud auth login):\n" +
			"URL=$(gcloud run services describe calendarsync --project={project} --region={region} " +
			"--format='value(status.url)'); T=$(gcloud auth print-identity-token)\n" +
			"curl -s -o /dev/null -w '%{http_code}\\n' -H \"X-Serverless-Authorization: Bearer $T\" -H \"Authorization: " +
			"Bearer $T\" $URL'?runs'\n" +
			"Kommt 200?",
		want: yes,
	},
	{
		id:     "caller-unknown",
		text:   "Weist CalendarSync dieselbe Anfrage ab, wenn das Token nur in Authorization steht?",
		why:    "Ein Token ohne Signatur darf niemandem Rechte geben.",
		code:   []string{"shared/gcp/identity/token.go errRemoved"},
		expect: "401",
		advice: "200: Cloud Run lässt die Signatur stehen; dann ist es sicher geprüft, und README und Konsole können auf " +
			"die zweite Kopfzeile verzichten. Hier vermerken.",
		cloud: true,
		ask:   "curl -s -o /dev/null -w '%{http_code}\\n' -H \"Authorization: Bearer $T\" $URL'?runs'\nKommt 401?",
		want:  yes,
	},
}

// gcloudSchedules are commands that have Cloud Scheduler take the schedules that we write.
func gcloudSchedules() string {
	const job, at = "kursbuch-abnahme", " --project={project} --location={region}"
	lines := []string{"gcloud scheduler jobs create http " + job + at +
		" --schedule='0 0 1 1 *' --time-zone=Etc/UTC --uri=https://kursbuch.invalid/ --http-method=GET"}
	for _, minutes := range intervals {
		spec, err := schedule.Spec(minutes)
		if err != nil {
			panic(err) // unreachable: the intervals are constants
		}
		lines = append(lines, fmt.Sprintf("gcloud scheduler jobs update http %s%s --schedule='%s' && echo %d ja", job, at,
			spec, minutes))
	}
	return strings.Join(append(lines, "gcloud scheduler jobs delete "+job+at+" --quiet"), "\n")
}

// removalQuestions end it.
var removalQuestions = []question{
	{
		id:     "remove",
		text:   "Reichen die Scopes, um den Kalender zu löschen, und ist er dann 404?",
		why:    "Daran erkennt ein Lauf, dass jemand den Master-Kalender gelöscht hat: er hält an und meldet es.",
		code:   []string{"shared/gcp/gcal/failure.go FailedNoCalendar"},
		expect: "404 (oder 410)",
		advice: "Den Kalender als {subject} von Hand löschen. Antwortet Google danach noch 200: in " +
			"reference/google-calendar.md vermerken, wie lange.",
		check: func(ctx context.Context, s *session) (sight, error) {
			if s.keep {
				return sight{}, errSkipped
			}
			id := string(s.id)
			if err := s.remove(ctx); err != nil {
				return sight{}, err
			}
			_, err := s.raw.Events.List(id).MaxResults(1).Context(ctx).Do()
			failed, ok := errors.AsType[*googleapi.Error](err)
			if !ok {
				return saw(false, "gelöscht, danach: %v", err)
			}
			return saw(failed.Code == http.StatusNotFound || failed.Code == http.StatusGone, "danach: %d", failed.Code)
		},
	},
	{
		id:     "removed-mail",
		text:   "Bleibt das Löschen des ganzen Kalenders ohne Mails, und verschwinden die Einträge bei den Gästen?",
		why:    "Wer deinstalliert, soll wissen, was die Leute davon merken.",
		code:   []string{"shared/syncrun/install.go Uninstall"},
		expect: "keine Mail, nichts mehr im Kalender",
		advice: "Vor dem Löschen des Kalenders immer erst deinstallieren ({\"uninstall\": true}): das löscht die Einträge " +
			"still, einzeln.",
		after: "remove",
		cloud: true,
		ask: "Der Kalender ist gelöscht. Kam dazu eine Mail an {guest} oder {outside}, oder steht bei {guest} noch ein " +
			"Eintrag „Kursbuch-Abnahme …“?",
		want: no,
	},
}
