# What the person should know before all else.

notice-cant-start = The machines can’t be started: { $why }
notice-master-broke = The Master broke, and nothing goes on without it: { $how }. Reload the page.
notice-cant-save = The file could not be saved: { $why }
notice-no-tab = The browser opened no tab: allow it to, or open the link.
notice-no-locks =
    This page is not in a secure context, so there are no Web Locks: machines learn of a death from
    ticks alone, after about two seconds.
notice-no-second = There is no second cluster: { $why }
notice-too-many-for-two = A tab has no room for two clusters of more than { NUMBER($most) } machines each.
notice-reloaded = This page was reloaded: the machines it ran died with it.
notice-brought-back = You left this page: its machines died then. Start them again by a click.
notice-no-whole-record = The record can’t be saved: its oldest part was let go. Reset begins a new one.
notice-class-address = This page can’t take part in the class: “{ $server }” is no server’s address. It begins with ws:// or wss://.
notice-class-no-library = This copy of the page can’t take part in a class: start the class with “cargo xtask class”.
notice-class-no-server = The class’s server, { $server }, does not answer. Is it running, and on the same network? Reload the page to try again.
notice-class-token = The class’s server wants another token: open the teacher’s link again.
notice-class-cookie = This page can’t take part in the class: a cookie has { NUMBER($most) } bytes at most.
notice-server-lost = The class’s server does not answer; it is tried again. The machines of others can’t be reached meanwhile.
notice-server-back = The class’s server answers again, after { NUMBER($seconds) } s. What was said elsewhere meanwhile has not been heard here.
notice-server-ended = The class’s server lets this page in no more: { $why }
notice-record-is-lost = The record of this run is lost, since what kept it broke: { $how }. The machines go on; Reset begins a new record.
