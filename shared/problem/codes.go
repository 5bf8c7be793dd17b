package problem

// Code names a kind of finding.
type Code string

// Problems of keys.
const (
	Duplicate  Code = "duplicate"
	UnknownKey Code = "unknown-key"
	ExportOnly Code = "export-only"
	Missing    Code = "missing"
	NotID      Code = "not-an-id"
	TooMany    Code = "too-many"
	NotObject  Code = "not-an-object"
	NotList    Code = "not-a-list"
	WrongKind  Code = "wrong-kind"
)

// Problems of single values.
const (
	Null            Code = "null"
	Empty           Code = "empty"
	NotText         Code = "not-a-text"
	NULCharacter    Code = "nul-character"
	LoneSurrogate   Code = "lone-surrogate"
	NotBool         Code = "not-a-boolean"
	NotInt          Code = "not-an-integer"
	OutOfRange      Code = "out-of-range"
	TooSmall        Code = "too-small"
	ZeroReference   Code = "zero-reference"
	NotStatus       Code = "not-a-status"
	NotAmount       Code = "not-an-amount"
	TooManyDecimals Code = "too-many-decimals"
	NotNumber       Code = "not-a-number"
	NotDate         Code = "not-a-date"
	NotDateTime     Code = "not-a-datetime"
	NotMail         Code = "not-a-mail"
	DuplicateChoice Code = "duplicate-choice"
)
