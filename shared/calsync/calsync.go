// Package calsync mirrors appointments into a Google calendar, one way.
//
// The appointments lead. A run reads the sources, its memory, the entries of the calendar; makes a [Plan] of them, as data; and
// carries it out. Whatever happens to a run, the next one finds out where things stand and goes on:
//
//	entries have IDs made of the appointment's         | making one twice makes one
//	they carry a mark                                  | what is not ours is never touched
//	the memory holds what Google answered, not what    | what Google stores otherwise is not written again and again
//	we sent                                            |
//	writes say which version they replace              | an answer given meanwhile is not lost
//	answers of guests are sent along                   | Google would forget them
//	too many deletions wait for somebody to approve    | an empty source does not empty calendars
//	what Google refuses waits, longer each time        | one bad appointment does not stop the others
//	a lease with a fence                               | two runs do not write at the same time
//
// A run without changes takes a list of entries, a list of rights, and no write.
package calsync
