variable "platform" {
  description = "What all functions have in common, see platform.tf of the deployment."
  type = object({
    project     = string
    region      = string
    runtime     = string
    package_dir = string
    packages    = string
    builder = object({
      account    = string
      repository = string
      grants     = list(string)
    })
    settle_seconds = number
    environment    = map(string)
    admins         = set(string)
    planners       = set(string)
    audiences      = list(string)
  })
}

variable "name" {
  description = "Name of the function, its folder below functions/, its package, its account, its service."
  type        = string
  validation {
    condition     = can(regex("^[a-z]{6,22}$", var.name)) # an account's ID has 6 to 30 characters, -trigger included
    error_message = "name must be 6 to 22 small letters."
  }
}

variable "entry_point" {
  description = "Name that the function has registered under."
  type        = string
  validation {
    # A wrong one is built and dies at its start.
    condition     = lower(var.entry_point) == var.name
    error_message = "entry_point must be name in CamelCase."
  }
}

variable "description" {
  description = "What the function does, in a sentence for the Google Cloud console."
  type        = string
}

variable "roles" {
  description = "Roles of the function's account in the project, each with the condition that narrows it, or null."
  type        = map(object({ title = string, expression = string }))
  default     = {}
  validation {
    condition = alltrue([
      for role, _ in var.roles : startswith(role, "roles/") && !contains(["roles/owner", "roles/editor", "roles/viewer"], role)
    ])
    error_message = "roles must be predefined ones, roles/…, and none of the basic ones."
  }
}

variable "environment" {
  description = "Environment variables besides those that all functions have."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Secrets that the function reads, each in this version, by the environment variable that it finds it in."
  type        = map(object({ secret = string, version = string }))
  default     = {}
}

variable "timeout_seconds" {
  description = "Seconds after which Google gives a request up."
  type        = number
  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= (var.trigger == null ? 3600 : 540)
    error_message = "timeout_seconds must be between 1 and 3600, or 540 for a function with a trigger."
  }
}

variable "memory_mib" {
  description = "Memory of an instance in MiB."
  type        = number
  validation {
    condition     = var.memory_mib >= 256 && var.memory_mib <= 4096 # what one CPU may have
    error_message = "memory_mib must be between 256 and 4096."
  }
}

variable "concurrency" {
  description = "Requests that an instance works on at a time."
  type        = number
  validation {
    condition     = var.concurrency >= 1 && var.concurrency <= 1000
    error_message = "concurrency must be between 1 and 1000."
  }
}

variable "max_instances" {
  description = "Instances that there may be at a time: what a flood of requests may cost at most."
  type        = number
  validation {
    condition     = var.max_instances >= 1 && var.max_instances <= 100
    error_message = "max_instances must be between 1 and 100."
  }
}

variable "trigger" {
  description = "What triggers the function: the type of the trigger and its filters by attribute. null: it is called by HTTP."
  type = object({
    type    = string
    filters = map(string)
  })
  default = null
}

variable "pages" {
  description = "Whether people visit the function with browsers, which send no token: it signs them in itself. Of those that the code registers so."
  type        = bool
  default     = false
}

variable "callers" {
  description = "Principals that may call the function. Whether they may do what they ask for is decided by the function."
  type        = set(string)
  default     = []
  validation {
    condition = alltrue([
      for caller in var.callers : can(regex("^(user|group|domain|serviceAccount):", caller)) || (var.pages && caller == "allUsers")
    ])
    error_message = "callers must be user:, group:, domain: or serviceAccount:, never allAuthenticatedUsers, and allUsers only for pages."
  }
  validation {
    condition     = var.trigger == null || length(var.callers) == 0
    error_message = "A function with a trigger has no other callers."
  }
}
