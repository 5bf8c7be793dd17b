package edge

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/access"
	"kursbuch.internal/shared/gcp/firestoredb"
	"kursbuch.internal/shared/gcp/identity"
)

// Config is what a deployed function is told. Nothing else of the environment is read, except by Google's clients.
type Config struct {
	// Project is the ID of the project that the function belongs to. GOOGLE_CLOUD_PROJECT
	Project string
	// Revision is which deployment this process belongs to; empty: it runs elsewhere. K_REVISION, which Cloud Run sets
	Revision string
	// Database is the ID of the Firestore database. FIRESTORE_DATABASE; empty: the default one
	Database string
	// Audiences are what ID tokens of callers may be made for: the function's addresses. ID_TOKEN_AUDIENCES, by commas
	Audiences []string
	// IAPAudience is the backend that Identity-Aware Proxy guards; empty: callers send ID tokens. IAP_AUDIENCE
	IAPAudience string
	// Admins are mail addresses. ADMINS, by commas
	Admins []string
	// Planners are mail addresses. PLANNERS, by commas
	Planners []string
	// Uploaders are the mail addresses of who may upload for an event without telling who they are, by the event's ID.
	// UPLOADERS, as JSON: {"1": ["orga@example.org"]}; unset: nobody
	Uploaders map[int64][]string
	// FeedAddress is where calendars, which cannot sign in, reach JobCalendar; empty: nowhere. FEED_ADDRESS
	FeedAddress string
	Google      Google
	SignIn      SignIn
	// Bucket is the name of the bucket for imports, where a function creates objects. IMPORT_BUCKET
	Bucket string
	// Timeout is after how long the platform gives a request up. TIMEOUT_SECONDS; unset: a minute
	Timeout time.Duration
}

func read(getenv func(string) string) Config {
	c := Config{
		Project:     getenv("GOOGLE_CLOUD_PROJECT"),
		Revision:    getenv("K_REVISION"),
		Database:    getenv("FIRESTORE_DATABASE"),
		Audiences:   list(getenv("ID_TOKEN_AUDIENCES")),
		IAPAudience: getenv("IAP_AUDIENCE"),
		Admins:      list(getenv("ADMINS")),
		Planners:    list(getenv("PLANNERS")),
		FeedAddress: strings.TrimSuffix(getenv("FEED_ADDRESS"), "/"),
		Google: Google{Subject: getenv("CALENDAR_SUBJECT"), Account: getenv("CALENDAR_ACCOUNT"),
			Job: getenv("SCHEDULER_JOB")},
		SignIn: readSignIn(getenv), Bucket: getenv("IMPORT_BUCKET"),
		Timeout: time.Minute,
	}
	if text := getenv("UPLOADERS"); text != "" {
		if err := json.Unmarshal([]byte(text), &c.Uploaders); err != nil {
			c.Uploaders = map[int64][]string{0: nil} // refused like what is no ID
		}
		for event, mails := range c.Uploaders {
			c.Uploaders[event] = access.AllLower(mails)
		}
	}
	if text := getenv("TIMEOUT_SECONDS"); text != "" {
		seconds, _ := strconv.Atoi(text) // 0 is refused like what is no number
		c.Timeout = time.Duration(seconds) * time.Second
	}
	return c
}

func list(text string) []string {
	var items []string
	for item := range strings.SplitSeq(text, ",") {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// patience is how long a function may take, so that it can still answer that it took too long.
func (c Config) patience() time.Duration { return c.Timeout * 9 / 10 }

// Validate finds everything that is wrong, by the names of variables. A guarded function has to know its callers.
func (c Config) Validate(guarded bool) error {
	var errs []error
	if c.Project == "" {
		errs = append(errs, errors.New("GOOGLE_CLOUD_PROJECT is not set"))
	}
	byToken, byIAP := len(c.Audiences) > 0, c.IAPAudience != ""
	if guarded && byToken == byIAP {
		errs = append(errs, errors.New("ID_TOKEN_AUDIENCES or IAP_AUDIENCE is to be set, one of them"))
	}
	if byIAP && !strings.HasPrefix(c.IAPAudience, "/projects/") {
		errs = append(errs, fmt.Errorf("IAP_AUDIENCE is %q, not /projects/…", c.IAPAudience))
	}
	for i, mails := range [][]string{c.Admins, c.Planners} {
		if n := slices.IndexFunc(mails, func(mail string) bool { return !strings.Contains(mail, "@") }); n >= 0 {
			errs = append(errs, fmt.Errorf("%s has the entry %d, which is no mail address", []string{"ADMINS", "PLANNERS"}[i],
				n+1))
		}
	}
	for event, mails := range c.Uploaders {
		if event <= 0 || slices.ContainsFunc(mails, func(mail string) bool { return !strings.Contains(mail, "@") }) {
			errs = append(errs, errors.New("UPLOADERS is not JSON that has mail addresses by the IDs of events"))
			break
		}
	}
	if c.FeedAddress != "" && !strings.HasPrefix(c.FeedAddress, "https://") {
		errs = append(errs, fmt.Errorf("FEED_ADDRESS is %q, not https://…", c.FeedAddress))
	}
	if c.Timeout <= 0 {
		errs = append(errs, errors.New("TIMEOUT_SECONDS is no number of seconds"))
	}
	return errors.Join(append(errs, c.Google.problems()...)...)
}

// Parts are what every function works with that people and programs call.
type Parts struct {
	Store  *firestoredb.Store
	Caller answer.Caller
	Now    func() time.Time
}

// Parts builds them.
func (c Config) Parts() (Parts, error) {
	caller, err := c.caller()
	if err != nil {
		return Parts{}, err
	}
	store, err := c.Store()
	if err != nil {
		return Parts{}, err
	}
	return Parts{Store: store, Caller: caller, Now: time.Now}, nil
}

// Store opens the database. Clients live as long as the instance, so their context is not that of a request.
func (c Config) Store() (*firestoredb.Store, error) {
	return firestoredb.Open(context.Background(), firestoredb.Config{Project: c.Project, Database: c.Database})
}

// caller makes out callers.
func (c Config) caller() (answer.Caller, error) {
	known, trusted := identity.Config{Audiences: c.Audiences, Admins: c.Admins, Planners: c.Planners}, identity.Tokens
	if c.IAPAudience != "" {
		known.Audiences, trusted = []string{c.IAPAudience}, identity.IAP
	}
	caller, err := trusted(known)
	return answer.Caller(caller).Dated(time.Now), err
}
