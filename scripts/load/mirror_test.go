package main

import (
	"fmt"
	"strings"
	"testing"

	"kursbuch.internal/shared/jobcal"
)

func TestATableThatLeads(t *testing.T) {
	stock(t)
	take(t, sound)
	status, printed := take(t, sound, "-mirror", "-table", "reflex")
	if status != 0 || !strings.Contains(printed, "4 Zeilen: 0 neu, 3 geändert, 0 unverändert, 0 gelöscht\n") {
		t.Errorf("origins: status %d: %s", status, printed)
	}
	edited := all(t)["reflex-A1"]
	edited.Title = "Baustelle"
	put(t, jobcal.Operation{Put: &edited})
	less := strings.Replace(sound, "4;4713;15.05.2027;22:00;16.05.2027;2,5;;A3\n", "", 1)
	status, printed = take(t, less, "-mirror", "-table", "reflex")
	for _, want := range []string{"0 neu, 1 geändert, 1 unverändert, 1 gelöscht\n",
		"gelöscht: Auftrag 4713, 2027-05-15T22:00",
		"von Hand geändert, jetzt wieder nach der Tabelle: Baustelle → Auftrag 4711"} {
		if status != 0 || !strings.Contains(printed, want) {
			t.Errorf("status %d, nothing of %s: %s", status, want, printed)
		}
	}
	many := head
	for n := range 12 {
		many += fmt.Sprintf("9;%d;15.05.2028;;;;;Z%d\n", n, n)
	}
	take(t, many, "-mirror", "-table", "other")
	status, printed = take(t, head+"9;0;15.05.2028;;;;;Z0\n", "-mirror", "-table", "other")
	if status != 1 || !strings.Contains(printed, "zurückgehalten: Auftrag 11") || len(all(t)) != 14 ||
		!strings.Contains(printed, `POST /JobCalendar/tables {"table": "other", "approve": "`) {
		t.Errorf("held: status %d: %s", status, printed)
	}
	status, printed = take(t, head, "-mirror", "-table", "reflex")
	if status != 1 || !strings.Contains(printed, "darum ist nichts gelöscht") || len(all(t)) != 14 {
		t.Errorf("empty: status %d: %s", status, printed)
	}
}

func TestTablesThatLeadHaveAName(t *testing.T) {
	stock(t)
	for args, want := range map[string]string{
		"-mirror": "-mirror und -table gehören zusammen", "-table reflex": "-mirror und -table gehören zusammen",
		"-mirror -table Größe": `-table: "Größe" ist kein Name.`,
	} {
		if status, printed := take(t, sound, strings.Fields(args)...); status != 2 || !strings.Contains(printed, want) {
			t.Errorf("%s: status %d: %s", args, status, printed)
		}
	}
}
