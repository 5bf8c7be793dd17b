package page

import (
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // an image without a time zone database must show the same times

	"kursbuch.internal/functions/answer"
	"kursbuch.internal/shared/problem"
)

// Reader is for whom a page is made.
type Reader struct {
	Lang problem.Language
	// Theme is light, dark or, as the reader's system has it, empty.
	Theme string
	// Now is the time at which the page is made.
	Now time.Time
	// Path is the page itself, to come back to from changing how it looks.
	Path string
}

// Names of the cookies that hold what a reader chose.
const (
	languageCookie = "kursbuch-language"
	themeCookie    = "kursbuch-theme"
)

// ReaderOf tells from a request for whom its page is made.
func ReaderOf(r *http.Request, now time.Time) Reader {
	reader := Reader{Lang: answer.Language(r), Now: now, Path: r.URL.RequestURI()}
	if r.Method != http.MethodGet {
		reader.Path = "/"
	}
	if c, err := r.Cookie(languageCookie); err == nil && (c.Value == "de" || c.Value == "en") {
		reader.Lang = problem.Language(c.Value)
	}
	if c, err := r.Cookie(themeCookie); err == nil && (c.Value == "light" || c.Value == "dark") {
		reader.Theme = c.Value
	}
	return reader
}

// Prefer takes the POST by which a reader chooses language or theme, then leads back to where they were.
func Prefer(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 8<<10)
	year := int((365 * 24 * time.Hour).Seconds())
	set := func(name, value string, age int) {
		http.SetCookie(w, &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: age, HttpOnly: true,
			SameSite: http.SameSiteLaxMode})
	}
	switch lang := r.PostFormValue("language"); lang {
	case "de", "en":
		set(languageCookie, lang, year)
	}
	switch theme := r.PostFormValue("theme"); theme {
	case "light", "dark":
		set(themeCookie, theme, year)
	case "system":
		set(themeCookie, "", -1)
	}
	http.Redirect(w, r, Local(r.PostFormValue("back")), http.StatusSeeOther)
}

// Local is a path of ours that somebody named, or / if it is none: nobody is to be led elsewhere by us.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.IsAbs() || u.Host != "" || u.User != nil || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") || strings.HasPrefix(u.Path, "//") {
		return "/"
	}
	return u.RequestURI()
}

// berlin is the zone of all times that people read.
var berlin = func() *time.Location {
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		panic(err) // unreachable: the zones are embedded
	}
	return zone
}()

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// Clock is the time of a day: 21:02 Uhr.
func (r Reader) Clock(t time.Time) string {
	if r.Lang == problem.English {
		return t.In(berlin).Format("15:04")
	}
	return t.In(berlin).Format("15:04") + noBreak + "Uhr"
}

// Moment is when something happened, as people say it: heute, 21:02 Uhr.
func (r Reader) Moment(t time.Time) string {
	switch r.days(t) {
	case 0:
		return common.say(r.Lang, "time.today", r.Clock(t))
	case -1:
		return common.say(r.Lang, "time.yesterday", r.Clock(t))
	case 1:
		return common.say(r.Lang, "time.tomorrow", r.Clock(t))
	}
	return r.Day(t) + ", " + r.Clock(t)
}

// Stamp is the minute in which the page is made, for the names of files: 2026-11-26-2102.
func (r Reader) Stamp() string { return r.Now.In(berlin).Format("2006-01-02-1504") }

// Ago is how long ago something happened within the last hours, else its [Reader.Moment].
func (r Reader) Ago(t time.Time) string {
	switch since := r.Now.Sub(t); {
	case since < -time.Minute || since >= 6*time.Hour:
		return r.Moment(t)
	case since < time.Minute:
		return common.say(r.Lang, "time.now")
	case since < time.Hour:
		return common.say(r.Lang, "time.minutes", int(since.Minutes()))
	default:
		return common.say(r.Lang, "time.hours", int(since.Hours()))
	}
}

// Day is a date with its day of the week; the year only if it is another one.
func (r Reader) Day(t time.Time) string {
	t, now := t.In(berlin), r.Now.In(berlin)
	year := ""
	if t.Year() != now.Year() {
		year = " " + strconv.Itoa(t.Year())
	}
	if r.Lang == problem.English {
		return t.Format("Mon 2 January") + year
	}
	weekdays := [...]string{"So.", "Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa."}
	months := [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober",
		"November", "Dezember"}
	return weekdays[t.Weekday()] + ", " + strconv.Itoa(t.Day()) + "." + noBreak + months[t.Month()-1] + year
}

// days is how many days from now a time is, by the calendar.
func (r Reader) days(t time.Time) int {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.In(berlin).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(math.Round(midnight(t).Sub(midnight(r.Now)).Hours() / 24))
}

// Number is a whole number with its thousands apart: 12.345.
func (r Reader) Number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	mark := "."
	if r.Lang == problem.English {
		mark = ","
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + mark + digits[i:]
	}
	return sign + digits
}

// Size is that of a file in bytes, as people say it: 5,6 KB.
func (r Reader) Size(bytes int64) string {
	unit, n := "B", float64(bytes)
	for _, larger := range []string{"KB", "MB"} {
		if n < 1000 {
			break
		}
		unit, n = larger, n/1000
	}
	digits := 0
	if unit != "B" && n < 10 {
		digits = 1
	}
	text := strconv.FormatFloat(n, 'f', digits, 64)
	if r.Lang == problem.German {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text + noBreak + unit
}
