"""What a document says of its assurance: the engagements, what each covers, and which claims that is evidence for."""
