package edge

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestConfigIsReadFromTheEnvironment(t *testing.T) {
	environment := map[string]string{
		"GOOGLE_CLOUD_PROJECT": "p", "FIRESTORE_DATABASE": "d", "IAP_AUDIENCE": "/projects/1/global/backendServices/2",
		"ID_TOKEN_AUDIENCES": "https://a.example,https://b.example", "ADMINS": " a@kursbuch.example, b@kursbuch.example ,",
		"TIMEOUT_SECONDS": "90", "K_REVISION": "calendarsync-00012-abc",
		"PLANNERS": "c@kursbuch.example", "UPLOADERS": `{"1":["D@Kursbuch.example"],"12":[]}`,
		"FEED_ADDRESS":     "https://feeds.example/",
		"CALENDAR_SUBJECT": "kalender@kursbuch.example", "IMPORT_BUCKET": "p-imports",
		"CONSOLE_ADDRESS": "https://console.example/", "COOKIE_KEY": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n",
		"GOOGLE_CLIENT_ID": "g", "GOOGLE_CLIENT_SECRET": "gs\n", "ISSUER_URL": "https://sso.example", "ISSUER_NAME": "Verein",
		"ISSUER_CLIENT_ID": "i", "ISSUER_CLIENT_SECRET": "is", "ISSUER_DOMAINS": "a.example, b.example",
		"CALENDAR_ACCOUNT": "calendarsync@p.iam.gserviceaccount.com", "SCHEDULER_JOB": "projects/p/locations/l/jobs/j",
	}
	want := Config{
		Project: "p", Database: "d", IAPAudience: "/projects/1/global/backendServices/2",
		Revision:  "calendarsync-00012-abc",
		Audiences: []string{"https://a.example", "https://b.example"}, Admins: []string{"a@kursbuch.example",
			"b@kursbuch.example"},
		Planners: []string{"c@kursbuch.example"}, FeedAddress: "https://feeds.example", Timeout: 90 * time.Second,
		Uploaders: map[int64][]string{1: {"d@kursbuch.example"}, 12: {}},
		Google: Google{"kalender@kursbuch.example", "calendarsync@p.iam.gserviceaccount.com",
			"projects/p/locations/l/jobs/j"},
		Bucket: "p-imports",
		SignIn: SignIn{Address: "https://console.example", Key: bytes.Repeat([]byte{7}, 32), GoogleClient: "g",
			GoogleSecret: "gs", Issuer: "https://sso.example", IssuerName: "Verein", IssuerClient: "i", IssuerSecret: "is",
			IssuerDomains: []string{"a.example", "b.example"}},
	}
	if diff := cmp.Diff(want, read(func(name string) string { return environment[name] })); diff != "" {
		t.Errorf("config (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Config{Timeout: time.Minute}, read(func(string) string { return "" })); diff != "" {
		t.Errorf("config of nothing (-want +got):\n%s", diff)
	}
}

var validations = map[string]struct {
	change  func(*Config)
	guarded bool
	wrong   []string // variables
}{
	"all is well": {func(*Config) {}, true, nil},
	"behind IAP": {func(c *Config) {
		c.Audiences, c.IAPAudience = nil,
			"/projects/1/global/backendServices/2"
	}, true, nil},
	"a trigger needs no audience": {func(c *Config) { c.Audiences = nil }, false, nil},
	"nobody could call": {func(c *Config) { c.Audiences = nil }, true, []string{"ID_TOKEN_AUDIENCES",
		"IAP_AUDIENCE"}},
	"two ways in": {func(c *Config) { c.IAPAudience = "/projects/1/global/backendServices/2" }, true,
		[]string{"ID_TOKEN_AUDIENCES", "IAP_AUDIENCE"}},
	"an address for IAP": {func(c *Config) { c.Audiences, c.IAPAudience = nil, "https://console.example" },
		true, []string{"IAP_AUDIENCE"}},
	"an admin without an address":  {func(c *Config) { c.Admins = []string{"a@b", "root"} }, true, []string{"ADMINS"}},
	"a planner without an address": {func(c *Config) { c.Planners = []string{"anna"} }, true, []string{"PLANNERS"}},
	"uploaders of nothing": {func(c *Config) { c.Uploaders = map[int64][]string{0: {"a@b"}} }, true,
		[]string{"UPLOADERS"}},
	"an uploader who is a group": {func(c *Config) { c.Uploaders = map[int64][]string{1: {"orgas"}} }, true,
		[]string{"UPLOADERS"}},
	"feeds for everybody to read": {func(c *Config) { c.FeedAddress = "http://feeds.example" }, true,
		[]string{"FEED_ADDRESS"}},
	"no time at all": {func(c *Config) { c.Timeout = 0 }, true, []string{"TIMEOUT_SECONDS"}},
	"several errors are found": {func(c *Config) { *c = Config{} }, true, []string{"GOOGLE_CLOUD_PROJECT",
		"ID_TOKEN_AUDIENCES", "TIMEOUT_SECONDS"}},
	"several errors, for a trigger": {func(c *Config) { *c = Config{Admins: []string{"root"}} }, false,
		[]string{"GOOGLE_CLOUD_PROJECT", "ADMINS", "TIMEOUT_SECONDS"}},
	"a user without an address": {func(c *Config) { c.Google.Subject = "kalender" }, true,
		[]string{"CALENDAR_SUBJECT"}},
	"two accounts": {func(c *Config) { c.Google.Account = "a@b,c@d" }, true,
		[]string{"CALENDAR_ACCOUNT"}},
	"half the name of a job": {func(c *Config) { c.Google.Job = "calendarsync" }, true,
		[]string{"SCHEDULER_JOB"}},
	"an empty database is a default": {func(c *Config) { c.Database = "" }, true, nil},
}

func TestValidate(t *testing.T) {
	for about, test := range validations {
		t.Run(about, func(t *testing.T) {
			c := Config{Project: "p", Audiences: []string{"https://export.example"}, Timeout: time.Minute}
			test.change(&c)
			err := c.Validate(test.guarded)
			if (err == nil) != (test.wrong == nil) {
				t.Errorf("got %v", err)
			}
			for _, name := range test.wrong {
				if err != nil && !strings.Contains(err.Error(), name) {
					t.Errorf("no %s in %v", name, err)
				}
			}
		})
	}
}

func TestBrokenUploadersAreRefused(t *testing.T) {
	for _, text := range []string{`{"winter": ["a@b"]}`, `["a@b"]`, `{"1": "a@b"}`, "a@b"} {
		c := read(func(name string) string {
			return map[string]string{"GOOGLE_CLOUD_PROJECT": "p", "UPLOADERS": text}[name]
		})
		if err := c.Validate(false); err == nil || !strings.Contains(err.Error(), "UPLOADERS") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestSignInFindsEverything(t *testing.T) {
	sound := SignIn{Address: "https://console.example", Key: make([]byte, 32), GoogleClient: "g", GoogleSecret: "s"}
	for about, c := range map[string]struct {
		spoil func(*SignIn)
		wrong []string // variables
	}{
		"all is well": {func(*SignIn) {}, nil},
		"nothing is there": {func(s *SignIn) { *s = SignIn{} }, []string{"CONSOLE_ADDRESS", "COOKIE_KEY",
			"GOOGLE_CLIENT_ID"}},
		"a short key":       {func(s *SignIn) { s.Key = make([]byte, 16) }, []string{"COOKIE_KEY"}},
		"half of a client":  {func(s *SignIn) { s.GoogleSecret = "" }, []string{"GOOGLE_CLIENT_SECRET"}},
		"an issuer by name": {func(s *SignIn) { s.Issuer = "https://sso.example" }, []string{"ISSUER_DOMAINS"}},
	} {
		t.Run(about, func(t *testing.T) {
			s := sound
			c.spoil(&s)
			err := errors.Join(s.problems()...)
			if (err == nil) != (c.wrong == nil) {
				t.Errorf("got %v", err)
			}
			for _, name := range c.wrong {
				if err != nil && !strings.Contains(err.Error(), name) {
					t.Errorf("no %s in %v", name, err)
				}
			}
		})
	}
}
