output "function" {
  description = "The function as it is deployed."
  value       = google_cloudfunctions2_function.this
}

output "url" {
  description = "URL of the function, also the audience of tokens for it."
  value       = local.url
}

output "member" {
  description = "The function's account as a principal of IAM, for rights that are not given on the project."
  value       = google_service_account.this.member
}

output "client_id" {
  description = "OAuth client ID of the function's account, by which Google Workspace delegates to it."
  value       = google_service_account.this.unique_id
}

output "roles" {
  description = "Roles of the function's account in the project, with the condition of each."
  value       = { for role, binding in google_project_iam_member.role : role => try(binding.condition[0].expression, null) }
}

output "callers" {
  description = "Principals that may call the function."
  value       = toset(values(google_cloud_run_v2_service_iam_member.caller)[*].member)
}
