// Package calsync mirrors appointments into a Google calendar, one way.
package calsync
