"""What can be done with notices: tell, show, mail, choose how; and what waits in an inbox."""
