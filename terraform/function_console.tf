# Console: the pages for people. Everybody may call it, this function alone: it has people sign in, by their mail address.

locals {
  # Google's own name for the service, known before there is one. That of cloudfunctions.net has a path, below which no cookie is
  # bound to the host.
  console_address = "https://console-${data.google_project.this.number}.${var.region}.run.app"
  console_by_iap  = var.console_iap_audience != ""
  # Without a way to sign in there is no console.
  console = local.console_by_iap || var.console_google_client_id != "" || var.console_issuer != null

  # Secrets by the environment variable that holds each.
  console_secrets = {
    COOKIE_KEY           = "console-cookie-key"
    GOOGLE_CLIENT_SECRET = "console-google-secret"
    ISSUER_CLIENT_SECRET = "console-issuer-secret"
  }
  console_reads = local.console_by_iap ? [] : concat(
    local.console ? ["COOKIE_KEY"] : [],
    var.console_google_client_id == "" ? [] : ["GOOGLE_CLIENT_SECRET"],
    var.console_issuer == null ? [] : ["ISSUER_CLIENT_SECRET"],
  )
}

# What is in them Terraform never sees: somebody adds it by gcloud, see the README. So it is neither in the state nor in a plan,
# a log, the environment of whoever applies, and no later apply needs it again.
resource "google_secret_manager_secret" "console" {
  for_each = local.console_secrets

  project   = local.project
  secret_id = each.value

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}

# Which is the newest, not what is in it: a new one makes a new revision, so that all instances change over together.
data "google_secret_manager_secret_version" "console" {
  for_each = toset(local.console_reads)

  project           = local.existing_project
  secret            = google_secret_manager_secret.console[each.key].secret_id
  fetch_secret_data = false
}

module "console" {
  source = "./modules/function"
  count  = local.console ? 1 : 0

  platform    = local.platform
  name        = "console"
  entry_point = "Console"
  description = "The pages for people"

  # It confirms as ImportConfirm does. Instances are few: everybody on the internet can have them started.
  concurrency     = 8
  memory_mib      = 2048 # an event of 50,000 registrations, see the README
  max_instances   = 2
  timeout_seconds = 150

  environment = merge(
    { IMPORT_BUCKET = google_storage_bucket.imports.name },
    local.console_by_iap ? { IAP_AUDIENCE = var.console_iap_audience } : { CONSOLE_ADDRESS = local.console_address },
    local.console_by_iap || var.console_google_client_id == "" ? {} : { GOOGLE_CLIENT_ID = var.console_google_client_id },
    local.console_by_iap || var.console_issuer == null ? {} : {
      ISSUER_URL       = var.console_issuer.url
      ISSUER_NAME      = var.console_issuer.name
      ISSUER_CLIENT_ID = var.console_issuer.client_id
      ISSUER_DOMAINS   = join(",", var.console_issuer.domains)
    },
  )
  secrets = {
    for variable in local.console_reads : variable => {
      secret  = google_secret_manager_secret.console[variable].secret_id
      version = data.google_secret_manager_secret_version.console[variable].version
    }
  }

  roles = { "roles/datastore.user" = local.this_database }
  pages = true
  callers = (
    !var.console_public ? [] :
    local.console_by_iap ? ["serviceAccount:service-${split("/", var.console_iap_audience)[2]}@gcp-sa-iap.iam.gserviceaccount.com"] :
    ["allUsers"]
  )
}

# What people upload in the browser. Nobody else may create anything there: uploaders have the folders of their events only.
resource "google_storage_managed_folder" "console" {
  bucket        = google_storage_bucket.imports.name
  name          = "console/"
  force_destroy = true # as in bucket.tf
}

# It neither reads nor overwrites what it has put there, nor takes it away.
resource "google_storage_managed_folder_iam_member" "console" {
  count = local.console ? 1 : 0

  bucket         = google_storage_bucket.imports.name
  managed_folder = google_storage_managed_folder.console.name
  role           = "roles/storage.objectCreator"
  member         = module.console[0].member
}

output "console_url" {
  description = "Address of the console, for browsers. Nobody answers there before it has a way to sign in."
  value       = local.console_address
}

output "console_redirect_uris" {
  description = "Where people come back to from signing in, to enter at Google's OAuth client, at the issuer of your own."
  value = {
    google = "${local.console_address}/signin/callback/0"
    # They are counted in the order of the page to sign in.
    issuer = "${local.console_address}/signin/callback/${var.console_google_client_id == "" ? 0 : 1}"
  }
}
