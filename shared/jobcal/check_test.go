package jobcal_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/jobcal"
	"kursbuch.internal/shared/problem"
	"kursbuch.internal/shared/problem/oncalendar"
)

var book = &jobcal.Book{
	Persons: map[jobcal.PersonID]jobcal.Person{
		"anna": {ID: "anna", ShortName: "AB", Name: "Anna Birnbaum", Mail: "anna@kursbuch.example"},
		"ben":  {ID: "ben", ShortName: "BC", Name: "Ben Citrus"},
	},
	Resources: map[jobcal.ResourceID]jobcal.Resource{"saal": {ID: "saal", Name: "Saal", Mail: "saal@kursbuch.example"}},
}

// draft is one without fault.
func draft() jobcal.Draft {
	return jobcal.Draft{ID: "a-1", Title: "Aufbau", Start: "2027-05-15T09:00", End: "2027-05-15T10:00",
		TimeZone: "Europe/Berlin"}
}

// summary lists findings by path and code.
func summary(found problem.List) string {
	var lines []string
	for _, p := range found.Items {
		lines = append(lines, fmt.Sprintf("%s %s", p.Path, p.Code))
	}
	return strings.Join(lines, ", ")
}

func many[ID ~string](n int) []ID {
	list := make([]ID, n)
	for i := range list {
		list[i] = ID(fmt.Sprint("x", i))
	}
	return list
}

var wrongDrafts = []struct {
	about string
	wrong func(*jobcal.Draft)
	want  string
}{
	{"nothing", func(*jobcal.Draft) {}, ""},
	{"nothing at all was written", func(d *jobcal.Draft) { *d = jobcal.Draft{} },
		"/start missing, /end missing, /id missing, /title empty"},
	{"everybody is there", func(d *jobcal.Draft) {
		d.Persons, d.Resources = []jobcal.PersonID{"ben", "anna"}, []jobcal.ResourceID{"saal"}
	}, ""},
	{"an unknown person", func(d *jobcal.Draft) { d.Persons = []jobcal.PersonID{"anna", "saal"} },
		"/persons/1 unknown-person"},
	{"an unknown resource", func(d *jobcal.Draft) { d.Resources = []jobcal.ResourceID{"anna"} },
		"/resources/0 unknown-resource"},
	{"somebody twice", func(d *jobcal.Draft) { d.Persons = []jobcal.PersonID{"anna", "ben", "anna"} },
		"/persons/2 listed-twice"},
	{"an ID that is a path", func(d *jobcal.Draft) { d.ID = "../a" }, "/id not-a-key"},
	{"an ID of dots", func(d *jobcal.Draft) { d.ID = ".." }, "/id not-a-key"},
	{"an ID that Firestore keeps for itself", func(d *jobcal.Draft) { d.ID = "__x__" }, "/id not-a-key"},
	{"an ID with an umlaut", func(d *jobcal.Draft) { d.ID = "Müller" }, "/id not-a-key"},
	{"an ID with a line break behind", func(d *jobcal.Draft) { d.ID = "a\n" }, "/id not-a-key"},
	{"a long ID", func(d *jobcal.Draft) { d.ID = jobcal.AppointmentID(strings.Repeat("a", 129)) }, "/id not-a-key"},
	{"a title of blanks", func(d *jobcal.Draft) { d.Title = " \u00a0 " }, "/title empty"},
	{"a title of two lines", func(d *jobcal.Draft) { d.Title = "a\nb" }, "/title not-a-single-line"},
	{"a title with a tab", func(d *jobcal.Draft) { d.Title = "a\tb" }, "/title control-character"},
	{"a long title of emoji", func(d *jobcal.Draft) { d.Title = strings.Repeat("👩‍🚀", 341) }, ""},
	{"a title too long", func(d *jobcal.Draft) { d.Title = strings.Repeat("ß", 1025) }, "/title too-long"},
	{"a title with NUL", func(d *jobcal.Draft) { d.Title = "a\x00" }, "/title control-character"},
	{"a title that is no text", func(d *jobcal.Draft) { d.Title = "a\xff" }, "/title control-character"},
	{"a description of lines", func(d *jobcal.Draft) { d.Description = "a\r\n\tb\n" }, ""},
	{"a description of 10 MB", func(d *jobcal.Draft) { d.Description = strings.Repeat("Unfug ", 10<<20/6) },
		"/description too-long"},
	{"a description with an escape sequence", func(d *jobcal.Draft) { d.Description = "\x1b[2J" },
		"/description control-character"},
	{"a place of two lines", func(d *jobcal.Draft) { d.Location = "a\u2028b" }, "/location not-a-single-line"},
	{"a category too long", func(d *jobcal.Draft) { d.Category = strings.Repeat("x", 101) }, "/category too-long"},
	{"a job number too long", func(d *jobcal.Draft) { d.JobNumber = strings.Repeat("x", 101) }, "/job_number too-long"},
	{"a link", func(d *jobcal.Draft) { d.Link = "https://kursbuch.example/a?b#c" }, ""},
	{"a script as link", func(d *jobcal.Draft) { d.Link = "javascript:alert(1)" }, "/link not-a-link"},
	{"a link without a host", func(d *jobcal.Draft) { d.Link = "https:///a" }, "/link not-a-link"},
	{"a link with a blank", func(d *jobcal.Draft) { d.Link = "https://kursbuch.example/a b" }, "/link not-a-link"},
	{"a link too long", func(d *jobcal.Draft) { d.Link = "https://kursbuch.example/" + strings.Repeat("a", 2000) },
		"/link too-long"},
	{"300 persons", func(d *jobcal.Draft) { d.Persons = many[jobcal.PersonID](300) }, ""},
	{"everything is wrong", func(d *jobcal.Draft) {
		*d = jobcal.Draft{ID: "?", Title: "a\nb", Start: "morgen", End: "2027-05-15", TimeZone: "Mars/Olympus", Link: "x",
			Persons: []jobcal.PersonID{"x"}}
	}, "/start not-a-time, /time_zone unknown-time-zone, /id not-a-key, /title not-a-single-line, /link not-a-link, " +
		"/persons/0 unknown-person"},
}

func TestWhomTheAppointmentHadMayStay(t *testing.T) {
	b := &jobcal.Book{Persons: book.Persons, Appointments: map[jobcal.AppointmentID]jobcal.Appointment{
		"a-1": {ID: "a-1", Persons: []jobcal.PersonID{"gone"}, Resources: []jobcal.ResourceID{"lost"}},
	}}
	for _, c := range []struct {
		id   jobcal.AppointmentID
		want string
	}{{"a-1", ""}, {"a-2", "/persons/1 unknown-person, /resources/0 unknown-resource"}} {
		d := draft()
		d.ID, d.Persons, d.Resources = c.id, []jobcal.PersonID{"anna", "gone"}, []jobcal.ResourceID{"lost"}
		a, found := jobcal.Check(d, b)
		if diff := cmp.Diff(c.want, summary(found)); diff != "" || found.Empty() && len(a.Persons)+len(a.Resources) != 3 {
			t.Errorf("%s: %v, %s", c.id, a, diff)
		}
	}
}

func TestCheckFindsWhatIsWrong(t *testing.T) {
	for _, c := range wrongDrafts {
		t.Run(c.about, func(t *testing.T) {
			d := draft()
			c.wrong(&d)
			a, found := jobcal.Check(d, book)
			if len(d.Persons) > 200 {
				if last := found.Items[len(found.Items)-1]; last.Code != oncalendar.TooManyGuests || last.Path != "/persons" {
					t.Errorf("%s at %s", last.Code, last.Path)
				}
				return
			}
			if diff := cmp.Diff(c.want, summary(found)); diff != "" {
				t.Error(diff)
			}
			if (a.ID != "") != (c.want == "") {
				t.Errorf("appointment %+v", a)
			}
		})
	}
}

func TestCheckPersonFindsWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		about string
		wrong func(*jobcal.Person)
		want  string
	}{
		{"nothing", func(*jobcal.Person) {}, ""},
		{"nothing at all was written", func(p *jobcal.Person) { *p = jobcal.Person{} },
			"/id missing, /short_name empty, /name empty"},
		{"one who is there already", func(p *jobcal.Person) { *p = book.Persons["anna"] }, ""},
		{"an ID with a blank", func(p *jobcal.Person) { p.ID = "a b" }, "/id not-a-key"},
		{"the short name of somebody else", func(p *jobcal.Person) { p.ShortName = "ab" }, "/short_name short-name-taken"},
		{"a name of two lines", func(p *jobcal.Person) { p.Name = "a\nb" }, "/name not-a-single-line"},
		{"the mail address of somebody else", func(p *jobcal.Person) { p.Mail = "Anna@Kursbuch.EXAMPLE" },
			"/mail mail-taken"},
		{"the mail address of a room", func(p *jobcal.Person) { p.Mail = "saal@kursbuch.example" }, "/mail mail-taken"},
		{"an invitation to nowhere", func(p *jobcal.Person) { p.Sync = true }, "/mail no-mail"},
		{"an invitation to what is no address", func(p *jobcal.Person) { p.Sync, p.Mail = true, "anna" }, "/mail not-a-mail"},
		{"a persona below zero", func(p *jobcal.Person) { p.Persona = -1 }, "/persona too-small"},
	} {
		t.Run(c.about, func(t *testing.T) {
			p := jobcal.Person{ID: "cora", ShortName: "CD", Name: "Cora Dattel"}
			c.wrong(&p)
			_, found := jobcal.CheckPerson(p, book)
			if diff := cmp.Diff(c.want, summary(found)); diff != "" {
				t.Error(diff)
			}
		})
	}
	_, found := jobcal.CheckPerson(jobcal.Person{ID: "x", ShortName: "AB", Name: "X"}, book)
	if got := found.Items[0].Message(problem.German); got != "Das Kürzel hat schon Anna Birnbaum (AB)." {
		t.Error(got)
	}
}

func TestMailAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"anna@firma.example": "anna@firma.example", "Anna.B+x@Firma.Example": "anna.b+x@firma.example",
		"anna@bücher.example": "anna@xn--bcher-kva.example", "ANNA@BÜCHER.example": "anna@xn--bcher-kva.example", "": "",
		"o'neil@firma.example": "o'neil@firma.example",
		"anna":                 "?", "anna@": "?", "@firma.example": "?", "anna@firma": "?", "a@b@firma.example": "?",
		"Anna <anna@firma.example>": "?",
		"<anna@firma.example>":      "?", "anna@firma.example, ben@firma.example": "?", " anna@firma.example": "?",
		"anna@firma.example\n": "?",
		"änna@firma.example":   "?", `"a b"@firma.example`: "?", "anna@[127.0.0.1]": "?", "anna@firma_x.example": "?",
		"anna@-.example":            "?",
		"anna@firma.example (Anna)": "?", "anna@firma..example": "?", "mailto:anna@firma.example": "?",
		strings.Repeat("a", 65) + "@firma.example":      "?",
		"a@" + strings.Repeat("firma.", 45) + "example": "?",
		"anna@\u202efirma.example":                      "?",
	} {
		p, found := jobcal.CheckPerson(jobcal.Person{ID: "x", ShortName: "X", Name: "X", Mail: text}, &jobcal.Book{})
		if got := p.Mail; !found.Empty() {
			if s := summary(found); s != "/mail not-a-mail" || want != "?" {
				t.Errorf("%q: %s", text, s)
			}
		} else if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
