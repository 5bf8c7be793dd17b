package access

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"kursbuch.internal/shared/problem"
)

// told are the paths and codes of findings.
func told(found problem.List) (all []string) {
	for _, p := range found.Items {
		all = append(all, string(p.Path)+" "+string(p.Code))
	}
	return all
}

func TestRolesAreStoredInOneForm(t *testing.T) {
	got, found := Check(Roles{Orgas: []string{"Zoe@B.example", "a@bücher.example"}, Approvers: []string{"c@b.example"},
		OrgasUntil: map[string]string{"ZOE@b.example": "2027-06-30"}})
	want := Roles{Orgas: []string{"zoe@b.example", "a@xn--bcher-kva.example"}, Approvers: []string{"c@b.example"},
		OrgasUntil: map[string]string{"zoe@b.example": "2027-06-30"}}
	if diff := cmp.Diff(want, got); diff != "" || !found.Empty() {
		t.Errorf("%v (-want +got):\n%s", told(found), diff)
	}
	if again, found := Check(got); !found.Empty() || again.Tag() != got.Tag() {
		t.Errorf("checked again: %+v, %v", again, told(found))
	}
}

func TestARoleEndsAtMidnightInBerlin(t *testing.T) {
	r := Roles{Orgas: []string{"o@b.example"}, Approvers: []string{"o@b.example"},
		OrgasUntil: map[string]string{"o@b.example": "2027-06-30"}}
	midnight := time.Date(2027, 6, 30, 22, 0, 0, 0, time.UTC)
	for at, want := range map[time.Time]bool{
		midnight.Add(-time.Second): true, midnight: false, midnight.AddDate(-1, 0, 0): true, {}: false,
	} {
		c := Caller{Mail: "o@b.example", At: at}
		if got := r.Orga(c); got != want {
			t.Errorf("at %v: %v", at, got)
		}
		if got := r.At(at); slices.Contains(got.Orgas, c.Mail) != want || len(got.Approvers) != 1 || len(r.Orgas) != 1 {
			t.Errorf("at %v: %+v of %+v", at, got, r)
		}
		if err := r.MayUpload(c); (err == nil) != want {
			t.Errorf("at %v: %v", at, err)
		}
		if !r.Approver(c) || !r.MaySee(c) {
			t.Errorf("at %v: another role of theirs ended, too", at)
		}
	}
}

// Who was an orga until yesterday may have uploaded what nobody knows the uploader of.
func TestWhoseRoleIsOverMayStillHaveUploaded(t *testing.T) {
	r := Roles{Orgas: []string{"o@b.example"}, Approvers: []string{"o@b.example"}, FourEyes: true,
		OrgasUntil: map[string]string{"o@b.example": "2027-06-30"}}
	later := Caller{Mail: "o@b.example", At: time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)}
	if err := r.MayConfirm(later, "", nil); err != ErrFourEyes {
		t.Errorf("%v", err)
	}
	if err := r.MayConfirm(later, "somebody@b.example", nil); err != nil {
		t.Errorf("%v", err)
	}
}

func TestWhatIsStrangeAboutRoles(t *testing.T) {
	now := time.Date(2027, 7, 1, 12, 0, 0, 0, time.UTC)
	both := []string{"both@b.example"}
	other := []string{"both@b.example", "other@b.example"}
	over := func(day string) Roles {
		return Roles{Orgas: both, Approvers: other, FourEyes: true,
			ApproversUntil: map[string]string{"other@b.example": day}}
	}
	for says, c := range map[string]struct {
		roles Roles
		want  []string
	}{
		"two people":           {Roles{Orgas: both, Approvers: other, FourEyes: true}, nil},
		"one person, two eyes": {Roles{Orgas: both, Approvers: both}, nil},
		"one person": {Roles{Orgas: both, Approvers: both, FourEyes: true},
			[]string{"/approvers only-own-uploads"}},
		"the other one is over": {over("2027-06-30"),
			[]string{"/approvers only-own-uploads", "/approvers_until/other@b.example role-over"}},
		"the other one is over soon": {over("2027-07-01"), nil},
		"all are over": {Roles{Approvers: both, ApproversUntil: map[string]string{"both@b.example": "2027-06-30"}},
			[]string{"/approvers approvers-over", "/approvers_until/both@b.example role-over"}},
		"closed": {Roles{Approvers: both, Closed: &Closing{By: "admin@b.example", At: now}}, nil},
	} {
		if got := told(c.roles.Warnings(now)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", says, got, c.want)
		}
	}
}

func TestARoleHasOneEndHoweverItsAddressIsSpelt(t *testing.T) {
	_, found := Check(Roles{Approvers: []string{"a@b.example"},
		ApproversUntil: map[string]string{"A@b.example": "2027-06-30", "a@b.example": "2099-12-31"}})
	if want := []string{"/approvers_until/a@b.example named-twice"}; !slices.Equal(told(found), want) {
		t.Errorf("%v, want %v", told(found), want)
	}
}

// Whose role is over can still upload into the bucket, as long as the deployment lets them.
func TestWhoseRoleIsOverIsNoUploaderAnyMore(t *testing.T) {
	r := Roles{Orgas: []string{"over@b.example", "gone@b.example", "o@b.example"},
		OrgasUntil: map[string]string{"over@b.example": "2027-06-30", "gone@b.example": "2027-06-30"}}
	deployed := []string{"Over@b.example", "o@b.example"}
	for at, want := range map[time.Time][]string{
		time.Date(2027, 6, 30, 12, 0, 0, 0, time.UTC): {"/orgas not-uploading"},
		time.Date(2027, 7, 1, 12, 0, 0, 0, time.UTC):  {"/orgas uploads-unlisted"},
	} {
		if got := told(r.Uploaders(deployed, at)); !slices.Equal(got, want) {
			t.Errorf("at %v: %v, want %v", at, got, want)
		}
	}
}

func TestARoleHasNoMorePeopleThanAnEntryOfTheJournalHolds(t *testing.T) {
	crowd := func(n int) (mails []string) {
		for i := range n {
			mails = append(mails, fmt.Sprint(i, "@b.example"))
		}
		return mails
	}
	for n, want := range map[int][]string{maxMembers: nil, maxMembers + 1: {"/orgas too-many-people"}} {
		_, found := Check(Roles{Orgas: crowd(n), Approvers: crowd(1)})
		if !slices.Equal(told(found), want) {
			t.Errorf("%d: %v, want %v", n, told(found), want)
		}
	}
}

// TestRolesThatAreStoredStayReadable reads those that the first release with ends and closing wrote. They stay as they
// are.
func TestRolesThatAreStoredStayReadable(t *testing.T) {
	var got Roles
	if err := json.Unmarshal([]byte(`{"orgas":["o@b.example"],"approvers":["a@b.example"],"four_eyes":true,
		"orgas_until":{"o@b.example":"2027-06-30"},"approvers_until":{"a@b.example":"2027-07-31"},
		"closed":{"by":"admin@b.example","at":"2027-02-01T12:00:00Z"}}`), &got); err != nil {
		t.Fatal(err)
	}
	want := Roles{Orgas: []string{"o@b.example"}, Approvers: []string{"a@b.example"}, FourEyes: true,
		OrgasUntil:     map[string]string{"o@b.example": "2027-06-30"},
		ApproversUntil: map[string]string{"a@b.example": "2027-07-31"},
		Closed:         &Closing{By: "admin@b.example", At: time.Date(2027, 2, 1, 12, 0, 0, 0, time.UTC)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
