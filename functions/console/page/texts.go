package page

import (
	"fmt"
	"maps"
	"strings"

	"kursbuch.internal/shared/problem"
)

// say is the sentence with this key. A key that there is not is a bug that the tests of every room look for.
func (t Texts) say(lang problem.Language, key string, args ...any) string {
	text, ok := t[key]
	if !ok {
		panic("page: no text " + key) // unreachable: pagetest.Texts compares keys with templates
	}
	return fill(text.In(lang), args)
}

// fill puts arguments into a sentence, of which it takes the half for one or that for many.
func fill(sentence string, args []any) string {
	if one, many, both := strings.Cut(sentence, "|"); both {
		sentence = many
		if len(args) > 0 && fmt.Sprint(args[0]) == "1" {
			sentence = one
		}
	}
	if len(args) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, args...)
}

// common are the sentences of the layout, the components, the pages for errors.
var common = Texts{
	"page.product":        {De: "Kursbuch", En: "Kursbuch"},
	"page.skip":           {De: "Zum Inhalt", En: "Skip to content"},
	"page.menu":           {De: "Menü", En: "Menu"},
	"page.home":           {De: "Kursbuch, Start", En: "Kursbuch, home"},
	"page.places":         {De: "Bereiche", En: "Sections"},
	"page.start":          {De: "Start", En: "Home"},
	"page.imports":        {De: "Importe", En: "Imports"},
	"page.downloads":      {De: "Downloads", En: "Downloads"},
	"page.help":           {De: "Hilfe", En: "Help"},
	"page.log":            {De: "Protokoll", En: "Log"},
	"page.houses":         {De: "Vorlagen", En: "Templates"},
	"page.waiting":        {De: "%d wartet|%d warten", En: "%d waiting|%d waiting"},
	"page.events":         {De: "Veranstaltung wählen", En: "Choose an event"},
	"page.account":        {De: "Konto", En: "Account"},
	"page.other-language": {De: "English", En: "Deutsch"},
	"page.other-lang":     {De: "en", En: "de"},
	"page.theme.light":    {De: "Hell", En: "Light"},
	"page.theme.dark":     {De: "Dunkel", En: "Dark"},
	"page.theme.system":   {De: "Wie das Gerät", En: "Like the device"},
	"page.signout":        {De: "Abmelden", En: "Sign out"},
	"page.path":           {De: "Pfad", En: "Path"},

	"odd.character": {De: "unsichtbares oder die Leserichtung umkehrendes Zeichen",
		En: "a character that is invisible or reverses the direction of reading"},
	"odd.long":  {De: "gekürzt, %s Zeichen", En: "shortened, %s characters"},
	"odd.empty": {De: "leer", En: "empty"},

	"time.today":     {De: "heute, %s", En: "today, %s"},
	"time.yesterday": {De: "gestern, %s", En: "yesterday, %s"},
	"time.tomorrow":  {De: "morgen, %s", En: "tomorrow, %s"},
	"time.now":       {De: "gerade eben", En: "just now"},
	"time.minutes":   {De: "vor %d Minute|vor %d Minuten", En: "%d minute ago|%d minutes ago"},
	"time.hours":     {De: "vor %d Stunde|vor %d Stunden", En: "%d hour ago|%d hours ago"},

	"change.new":  {De: "neu", En: "new"},
	"change.back": {De: "kommt zurück, wie es war", En: "comes back as it was"},
	"change.mod":  {De: "geändert", En: "changed"},
	"change.del":  {De: "gelöscht", En: "deleted"},
	"change.then": {De: "Folge", En: "consequence"},
	"change.none": {De: "leer", En: "empty"},

	"look.see":          {De: "Ansehen", En: "Show"},
	"frame.label":       {De: "Ausschnitt der Datei", En: "Part of the file"},
	"three.reviewed":    {De: "Gezeigt", En: "Shown"},
	"three.now":         {De: "Jetzt", En: "Now"},
	"three.wanted":      {De: "Neu", En: "New"},
	"three.reviewed-is": {De: "bisher → danach", En: "before → afterwards"},
	"three.now-is":      {De: "in der Veranstaltung", En: "in the event"},
	"three.wanted-is":   {De: "was der Import jetzt täte", En: "what the import would do now"},
	"three.what":        {De: "Wert", En: "Value"},
	"bars.gone":         {De: "fällt weg", En: "vanishes"},
	"bars.of":           {De: "von %d Platz|von %d Plätzen", En: "of %d place|of %d places"},
	"bars.free":         {De: "ohne Obergrenze", En: "without a limit"},
	"page.number":       {De: "Nr. %s", En: "no. %s"},
}

// Common are the sentences that every room has.
func Common() Texts { return maps.Clone(common) }
