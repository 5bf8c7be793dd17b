package jobcal

import "kursbuch.internal/shared/access"

// Tag is that of the appointment.
func (a Appointment) Tag() access.Tag { return access.TagOf(a.Draft()) }

// Tag is that of the person.
func (p Person) Tag() access.Tag { return access.TagOf(p) }

// Tag is that of the resource.
func (r Resource) Tag() access.Tag { return access.TagOf(r) }
