package signin

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"kursbuch.internal/shared/access/login"
	"kursbuch.internal/shared/local/boltdb"
)

// TestWhatSigningOutEnds: a cookie ends the logins of its person only while it is worth something itself.
func TestWhatSigningOutEnds(t *testing.T) {
	now := time.Now()
	for about, c := range map[string]struct {
		since, out, want time.Time // out, want: zero for never
	}{
		"a login that lasts":                 {now.Add(-time.Hour), time.Time{}, now},
		"one of a clock that is fast":        {now.Add(30 * time.Second), time.Time{}, now.Add(30 * time.Second)},
		"one that is too old":                {now.Add(-13 * time.Hour), time.Time{}, time.Time{}},
		"one that was ended":                 {now.Add(-2 * time.Hour), now.Add(-time.Hour), now.Add(-time.Hour)},
		"one that began after another ended": {now.Add(-time.Hour), now.Add(-2 * time.Hour), now},
	} {
		t.Run(about, func(t *testing.T) {
			store, err := boltdb.Open(filepath.Join(t.TempDir(), "db"))
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			d := deployed(t, store.Logins(), 1)
			d.now = func() time.Time { return now }
			const mail = "anna@kursbuch.example"
			if !c.out.IsZero() {
				if err := d.logins.SignOut(t.Context(), mail, c.out); err != nil {
					t.Fatal(err)
				}
			}
			sealed, w := httptest.NewRecorder(), httptest.NewRecorder()
			if err := d.put(sealed, d.cookie(loginCookie), login.Login{Mail: mail, Since: c.since}, time.Hour); err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodPost, "/signout", nil)
			r.AddCookie(sealed.Result().Cookies()[0])
			d.leave(w, r)
			if w.Code != http.StatusOK || w.Result().Cookies()[0].MaxAge >= 0 {
				t.Errorf("%d, %v", w.Code, w.Result().Cookies())
			}
			if got, err := d.logins.SignedOut(t.Context(), mail); err != nil || !got.Equal(c.want) {
				t.Errorf("signed out at %v, not %v: %v", got, c.want, err)
			}
		})
	}
}
