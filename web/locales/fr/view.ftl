# La vue qu’une machine a du cluster.

view-title = La vue de { $machine }
view-close = Fermer
view-dead = Elle est { $state } : elle ne croit plus rien. Sa dernière vue :
view-answers-parts = Ce que { $call } y répond :
view-silent = Elle n’a encore rien dit.
view-nothing-learned = Elle n’a encore appris aucun changement.
view-learned-up = Dernière nouvelle : { $machine } est vivante, à { $time }.
view-learned-down = Dernière nouvelle : { $machine } est morte, à { $time }, car { $why }.
view-messages-parts = Messages rejetés : { $dropped } ; ignorés : { $ignored }.
