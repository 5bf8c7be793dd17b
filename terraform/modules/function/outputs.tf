output "function" {
  description = "The function as it is deployed."
  value       = google_cloudfunctions2_function.this
}

output "member" {
  description = "The function's account as a principal of IAM, for rights that are not given on the project."
  value       = google_service_account.this.member
}

output "url" {
  description = "URL of the function, and the audience of tokens for it."
  value       = local.url
}
