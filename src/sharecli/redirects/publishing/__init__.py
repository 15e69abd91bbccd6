"""Publishing: the redirects as files of an engine that is there already, proven before they are put in place."""
