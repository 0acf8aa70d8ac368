# The cluster's time: its pace, one step at a time, and what is on its way between machines.

pace-title = Time
pace-pause = Pause
pace-pause-about = Time stands still for all machines; nobody notices. While presenting: the key t
pace-go-on = Go on
pace-go-on-about = Time goes on as it did before. While presenting: the key t
pace-step = Step
pace-step-about = The message that has waited longest arrives; when none waits, time passes until a machine has something to do. While presenting: the key s
pace-step-paused-only = A step is for a time that stands still: pause first
pace-step-alone-only = Another tab runs machines of this cluster: only a tab that runs all of them can step
pace-speeds = How fast time goes
pace-speed-usual = Time as it is
pace-speed-slow = Slow motion: a second of the cluster takes { NUMBER($seconds) }. While presenting: the key v for the next speed
pace-clock = Cluster time
pace-is-paused = Time stands still.
pace-is-slow = Time goes at { $speed } of its speed.
pace-step-told = Step { NUMBER($step) }: { $told }
pace-on-the-way = On the way
pace-nothing-waits = Nothing: a step lets time pass until a machine has something to do.
pace-more = and { NUMBER($more) } more
pace-not-alone = Another tab runs machines of this cluster. Its time goes as here, but single messages can be stepped and clicked only where one tab runs them all.
pace-unsent = { $machines } was ended at once. What it had not yet sent, nobody knows.
pace-unsent-all = { $machines } were ended at once. What they had not yet sent, nobody knows.

# A message's label beside its dot, as short as can be.
gate-label-put = put { $key }
gate-label-get = get { $key }
gate-label-delete = delete { $key }
gate-label-batch = batch, { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}
gate-label-count = count
gate-label-view = view
gate-label-place = placement
gate-label-held = look
gate-label-hello = hello
gate-label-tick = tick
gate-label-goodbye = goodbye
gate-label-connect = connect
gate-label-confirm = received
gate-label-closed = link { $machine } closed
gate-label-leave = leave
gate-label-answer = answer
gate-label-reply = reply

# What is asked, in a sentence.
gate-asks-put = “put { $key }”
gate-asks-get = “get { $key }”
gate-asks-delete = “delete { $key }”
gate-asks-puts = { $keys ->
    [one] “put 1 key”
   *[other] “put { $keys } keys”
}
gate-asks-gets = { $keys ->
    [one] “get 1 key”
   *[other] “get { $keys } keys”
}
gate-asks-count = “how many entries?”
gate-asks-view = “which members?”
gate-asks-place = “place keys by :{ $name }”
gate-asks-layout = “how do you place keys?”
gate-asks-held = “what do you hold?”
gate-asks-something = a question

# What came of it.
gate-outcome-nothing = no value
gate-outcome-keys = all of { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}
gate-outcome-some-keys = not all of { $keys ->
    [one] 1 key
   *[other] { $keys } keys
}
gate-outcome-down = machine { $machine } is down
gate-outcome-timed-out = machine { $machine } did not answer
gate-outcome-refused = refused

# A message in a sentence.
gate-is-request = { $asks } goes from the Master to machine { $to }.
gate-is-call = { $asks } goes from machine { $from } to its owner, machine { $to }.
gate-is-answer = The answer to { $asks } goes from machine { $from } back to machine { $to }: { $outcome }.
gate-is-reply = The reply to { $asks } goes from machine { $from } to the Master: { $outcome }.
gate-is-hello = Machine { $from } has started, and says hello to machine { $to }.
gate-is-tick = Machine { $from } ticks: machine { $to } hears that it is alive.
gate-is-goodbye = Machine { $from } says goodbye to machine { $to }.
gate-is-goodbye-to-master = Machine { $from } says goodbye to the Master.
gate-is-connect = Machine { $from } wants to be connected to machine { $to }.
gate-is-confirm = Machine { $from } tells machine { $to } what it has received.
gate-is-layout = Machine { $from } tells machine { $to } how it places keys.
gate-is-closed = The link of machine { $from } is closed: machine { $to } learns that it is dead.
gate-is-leave = The Master wants machine { $to } to leave.

# What a step did besides.
gate-passed = { $span } pass, then machine { $machine } { $reason ->
    [hello] says hello again
    [tick] ticks
    [call] gives up a call
    [resend] sends again what nobody confirmed
   *[confirm] confirms what it received
}.
gate-passed-for-master = { $span } pass, then the Master waits no longer.
gate-passed-nothing = Nothing is on its way, and nobody waits for anything.

# The card of a message.
gate-master = the Master
gate-from = From
gate-to = To
gate-key = Key
gate-value = Value
gate-number = Number
gate-arrives = Arrives in
gate-deliver = Deliver now
gate-delay = Delay { $span }
gate-drop = Drop
gate-duplicate = Duplicate
gate-never-lost = It can’t be dropped or come twice: the Master and its machines speak as Erlang’s :rpc does, and nobody would say it again.
gate-is-gone = It is no longer on its way.
gate-close = Close
gate-dots = Messages on their way: the arrow keys go from one to the next
