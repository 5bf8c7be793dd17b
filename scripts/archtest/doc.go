// Package archtest holds the architecture of the house as tests.
//
//	who imports whom     allowed_test.go is the list; imports_test.go holds it
//	how a package looks  layout_test.go: names, comments
//	how large it may be  size_test.go: lines, functions, files, packages
//
// The tests read the source with go/parser. A rule is a function from the source to its violations, so that
// rules_test.go can show each of them a house that breaks it.
package archtest
