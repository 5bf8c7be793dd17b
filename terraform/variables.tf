variable "project_id" {
  description = "ID of the Google Cloud project. It has a billing account and holds nothing but Kursbuch."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "project_id must be the ID of a project (6 to 30 small letters, digits, hyphens), not its name or number."
  }
}

variable "region" {
  description = "Region of everything: functions, buckets, database. It cannot be changed once the database is there."
  type        = string
  default     = "europe-west3"
  validation {
    # A trigger listens in the location of its bucket, and functions are in a region: EU or eur3 would not do.
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]+$", var.region))
    error_message = "region must be a single region such as europe-west3, no multi-region."
  }
}

variable "runtime" {
  description = "Go runtime of all functions."
  type        = string
  default     = "go126"
  validation {
    condition     = contains(["go126", "go127"], var.runtime)
    error_message = "runtime must be go126 or go127: go.mod asks for Go 1.26."
  }
}

variable "package_dir" {
  description = "Folder with one `<function>.zip` for each function, as `go run ./scripts/package` writes them."
  type        = string
  default     = "../dist"
  validation {
    condition     = length(fileset(var.package_dir, "*.zip")) > 0
    error_message = "There is no package in package_dir: run `go run ./scripts/package` in the folder above first."
  }
}

variable "events" {
  description = <<-EOT
    Who has to do with which event, by the ID of the event: orgas may upload into `imports/<event>/`, orgas and approvers may
    call the functions. What they may do there is kept with the event itself (`scripts/load -orgas … -approvers …`).
    Principals as IAM writes them: `user:…`, `group:…`, `serviceAccount:…`.
  EOT
  type = map(object({
    orgas     = set(string)
    approvers = set(string)
  }))
  default = {}
  validation {
    condition     = alltrue([for id, _ in var.events : can(regex("^[1-9][0-9]{0,8}$", id))])
    error_message = "The keys of events must be IDs of events: whole numbers from 1 to 999999999."
  }
  validation {
    condition = alltrue([
      for principal in flatten([for e in var.events : setunion(e.orgas, e.approvers)]) :
      can(regex("^(user|group|serviceAccount):[^@\\s]+@[^@\\s]+$", principal))
    ])
    error_message = "Orgas and approvers must be user:, group: or serviceAccount: with a mail address."
  }
}

variable "admins" {
  description = "Mail addresses of people who may see everything, also uploads that belong to no event. They confirm nothing."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for mail in var.admins : can(regex("^[^@:,\\s]+@[^@:,\\s]+$", mail))])
    error_message = "admins must be mail addresses, without user: in front of them."
  }
}

variable "planners" {
  description = "Mail addresses of people who keep the job calendar: they may read and change all of it."
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for mail in var.planners : can(regex("^[^@:,\\s]+@[^@:,\\s]+$", mail))])
    error_message = "planners must be mail addresses, without user: in front of them."
  }
}

variable "persons" {
  description = <<-EOT
    Who may call the function JobCalendar to read their own appointments, besides planners and admins. Principals as IAM writes
    them, best a group of everybody who is in the job calendar: `group:…`.
  EOT
  type        = set(string)
  default     = []
  validation {
    condition     = alltrue([for principal in var.persons : can(regex("^(user|group|serviceAccount):[^@\\s]+@[^@\\s]+$", principal))])
    error_message = "persons must be user:, group: or serviceAccount: with a mail address."
  }
}

variable "feed_address" {
  description = <<-EOT
    URL at which calendars without a Google account reach JobCalendar to read personal feeds, each by its secret address. The
    function itself lets nobody in who is not signed in, so this is a proxy of yours that signs in for
    `GET /persons/{id}/feed.ics` only. null: there are no feeds.
  EOT
  type        = string
  default     = null
  validation {
    condition     = var.feed_address == null || can(regex("^https://[^/\\s]+(/[^\\s]*)?$", var.feed_address))
    error_message = "feed_address must be an address with https://."
  }
}

variable "gcloud_tokens" {
  description = <<-EOT
    Whether functions believe the ID token that `gcloud auth print-identity-token` gives to people. Such a token is made for
    gcloud and not for one function, so whoever is sent one could use it here until it expires. Programs do without: they
    ask for a token that is made for the function's URL.
  EOT
  type        = bool
  default     = true
}

variable "calendar_subject" {
  description = "Mail address of the Google Workspace user who owns the master calendar, on whose behalf people are invited: a durable, licensed one, as the calendar ends with it. null: nothing is mirrored."
  type        = string
  default     = null
  validation {
    condition     = var.calendar_subject == null ? true : can(regex("^[^@:,\\s]+@[^@:,\\s]+$", var.calendar_subject)) && !endswith(var.calendar_subject, ".gserviceaccount.com")
    error_message = "calendar_subject must be the mail address of a user: a service account may invite nobody."
  }
}

variable "sync_silent_hours" {
  description = "Hours without a successful sync run after which there is an alert. More than the interval in the settings."
  type        = number
  default     = 3
  validation {
    condition     = var.sync_silent_hours >= 1 && var.sync_silent_hours <= 72 && floor(var.sync_silent_hours) == var.sync_silent_hours
    error_message = "sync_silent_hours must be a whole number of hours, 1 to 72."
  }
}

variable "alert_mails" {
  description = "Mail addresses that alerts go to, those on the budget too."
  type        = set(string)
  validation {
    condition     = length(var.alert_mails) > 0 && alltrue([for mail in var.alert_mails : can(regex("^[^@\\s]+@[^@\\s]+$", mail))])
    error_message = "alert_mails must be mail addresses, at least one: nobody would hear of an error."
  }
}

variable "stale_after_hours" {
  description = "Hours that a proposal may wait for its decision before there is an alert."
  type        = number
  default     = 48
  validation {
    condition     = var.stale_after_hours >= 1 && var.stale_after_hours < local.lifetime_hours && floor(var.stale_after_hours) == var.stale_after_hours
    error_message = "stale_after_hours must be a whole number of hours, less than the 14 days after which a proposal expires."
  }
}

variable "upload_retention_days" {
  description = "Days after which an uploaded file is deleted. What it asked for is kept in its proposal."
  type        = number
  default     = 90
  validation {
    condition     = var.upload_retention_days >= 14 && var.upload_retention_days <= 3650
    error_message = "upload_retention_days must be between 14, the days that a proposal waits for its decision, and 3650."
  }
}

variable "monthly_budget" {
  description = "Costs of a month, in the currency of the billing account, of which alerts tell at 50, 90 and 100 %. null: no budget, for whoever may not make one in the billing account."
  type        = number
  default     = 20
  validation {
    condition     = var.monthly_budget == null ? true : var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "monthly_budget must be a whole number of at least 1, or null."
  }
}

variable "delete_protection" {
  description = "Whether database and uploads are safe from `tofu destroy`. Apply false first to take everything down."
  type        = bool
  default     = true
}
