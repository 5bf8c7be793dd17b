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

variable "database" {
  description = "ID of the Firestore database. Only the default one has a free quota; another one is what a backup was restored into, see RUNBOOK.md."
  type        = string
  default     = "(default)"
  nullable    = false
  validation {
    condition     = can(regex("^(\\(default\\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$", var.database))
    error_message = "database must be (default), or 4 to 63 small letters, digits, hyphens."
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

variable "uploaders" {
  description = <<-EOT
    Who may upload into `imports/<event>/` by themselves, by the ID of the event: single accounts as IAM writes them, `user:…`
    or `serviceAccount:…`, no groups or domains, since nobody knows which of them uploaded. None of them may confirm what is
    uploaded there.
  EOT
  type        = map(set(string))
  default     = {}
  nullable    = false
  validation {
    condition     = alltrue([for event, _ in var.uploaders : can(regex("^[1-9][0-9]{0,8}$", event))])
    error_message = "The keys of uploaders must be IDs of events: whole numbers from 1 to 999999999."
  }
  validation {
    condition = alltrue([
      for account in flatten([for accounts in var.uploaders : tolist(accounts)]) : can(regex("^(user|serviceAccount):[^@:,\\s]+@[^@:,\\s]+$", account))
    ])
    error_message = "uploaders must be user: or serviceAccount: with a mail address. Of a group: or domain: nobody could tell who uploaded a file, so nobody could be kept from confirming their own."
  }
  validation {
    # An environment variable of Cloud Run holds 32 KiB.
    condition     = length(jsonencode(var.uploaders)) <= 32000
    error_message = "These are more uploaders than ImportCheck can be told of (32,000 characters, about 400 events with two each). Take out events that are over."
  }
}

variable "table_droppers" {
  description = <<-EOT
    Who may drop tables of appointments into `jobcalendar/` by themselves, which lead the job calendar: single accounts as IAM
    writes them, `user:…` or `serviceAccount:…`, those of planners or of the program that exports.
  EOT
  type        = set(string)
  default     = []
  nullable    = false
  validation {
    condition     = alltrue([for account in var.table_droppers : can(regex("^(user|serviceAccount):[^@:,\\s]+@[^@:,\\s]+$", account))])
    error_message = "table_droppers must be user: or serviceAccount: with a mail address: a table deletes appointments, so it is known who could have dropped it."
  }
}

variable "callers" {
  description = <<-EOT
    Who may call functions at all, besides admins and planners: `user:…`, `group:…`, `domain:…`, `serviceAccount:…`. It only
    opens the door. What somebody may do there is decided by the event's own list of orgas and approvers, or by the job
    calendar's of persons: with a group or a domain here, a new approver takes no apply.
  EOT
  type        = set(string)
  default     = []
  nullable    = false
  validation {
    condition = alltrue([
      for caller in var.callers : can(regex("^(user|group|serviceAccount):[^@:,\\s]+@[^@:,\\s]+$|^domain:[^@:,\\s]+\\.[^@:,\\s]+$", caller))
    ])
    error_message = "callers must be user:, group: or serviceAccount: with a mail address, or domain: with a domain."
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

variable "feed_address" {
  description = <<-EOT
    URL at which calendars without a Google account reach JobCalendar to read personal feeds, each by its secret address. The
    function itself lets nobody in who is not signed in, so this is a proxy of yours that signs in for
    `GET /persons/{id}/feed.ics` only. Empty: there are no feeds.
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = var.feed_address == "" || can(regex("^https://[^/\\s]+(/[^\\s]*)?$", var.feed_address))
    error_message = "feed_address must be an address with https://."
  }
}

variable "console_google_client_id" {
  description = "ID of the OAuth client by which people sign in to the console with Google: …apps.googleusercontent.com. Empty: nobody does."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = can(regex("^([a-z0-9-]+\\.apps\\.googleusercontent\\.com)?$", var.console_google_client_id))
    error_message = "console_google_client_id must end with .apps.googleusercontent.com: the ID, not the secret."
  }
}

variable "console_issuer" {
  description = <<-EOT
    An issuer of OpenID Connect of your own, by which people sign in to the console, such as a Keycloak: its `url`, the `name` that
    people know it by, the `client_id` that it knows the console by, the `domains` of mail addresses that it vouches for. null: none.
  EOT
  type        = object({ url = string, name = string, client_id = string, domains = set(string) })
  default     = null
  validation {
    condition = var.console_issuer == null ? true : (
      can(regex("^https://[^\\s?#]+$", var.console_issuer.url)) && trimspace(var.console_issuer.name) != "" &&
      trimspace(var.console_issuer.client_id) != "" && length(var.console_issuer.domains) > 0 &&
      alltrue([for domain in var.console_issuer.domains : can(regex("^[^@:,\\s]+\\.[^@:,\\s]+$", domain))])
    )
    error_message = "console_issuer must have a url with https://, a name, a client_id, and at least one of domains, without @."
  }
}

variable "console_iap_audience" {
  description = <<-EOT
    Audience of the assertions of Identity-Aware Proxy, `/projects/…`, if that stands before the console and signs people in. It
    takes the place of both other ways. Empty: the console signs people in itself.
  EOT
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition = can(regex(
      "^(/projects/[0-9]+/(locations/[a-z0-9-]+/services/[a-z0-9-]+|global/backendServices/[0-9]+))?$", var.console_iap_audience
    ))
    error_message = "console_iap_audience must be /projects/NUMBER/locations/REGION/services/console or /projects/NUMBER/global/backendServices/ID."
  }
}

variable "console_public" {
  description = "Whether the console can be reached: by everybody, who then has to sign in, or by Identity-Aware Proxy. false closes it at once."
  type        = bool
  default     = true
  nullable    = false
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
  description = "Mail address of the Google Workspace user who owns the master calendar, on whose behalf people are invited: a durable, licensed one, as the calendar ends with it. Empty: nothing is mirrored."
  type        = string
  default     = ""
  nullable    = false
  validation {
    condition     = var.calendar_subject == "" ? true : can(regex("^[^@:,\\s]+@[^@:,\\s]+$", var.calendar_subject)) && !endswith(var.calendar_subject, ".gserviceaccount.com")
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
  description = "Costs of a month, in the currency of the billing account, of which alerts tell at 50, 90 and 100 %. 0: no budget, for whoever may not make one in the billing account."
  type        = number
  default     = 20
  nullable    = false
  validation {
    condition     = var.monthly_budget >= 0 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "monthly_budget must be a whole number, 0 for none."
  }
}

variable "settle_seconds" {
  description = "Seconds that Google gets until new APIs answer, and again until new roles work, before something needs them. Only an apply that adds some waits."
  type        = number
  default     = 60
  nullable    = false
  validation {
    condition     = var.settle_seconds >= 0 && var.settle_seconds <= 600 && floor(var.settle_seconds) == var.settle_seconds
    error_message = "settle_seconds must be a whole number of seconds, up to 600."
  }
}

variable "delete_protection" {
  description = "Whether database and uploads are safe from `tofu destroy`. Apply false first to take everything down."
  type        = bool
  default     = true
}
