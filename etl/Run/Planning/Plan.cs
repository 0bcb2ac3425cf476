namespace PersonEtl.Etl.Run.Planning;

/// <summary>
/// What a night at another date would change for the persons served, by KLASS and the service districts alone. FREG rewrites its rows within days of
/// a reform; an ended code is told with what KLASS says it became.
/// </summary>
internal sealed record Plan(int Generation, DateOnly Served, DateOnly AsOf, IReadOnlyList<string> Deliveries, IReadOnlyList<PlanChange> Changes, IReadOnlyList<PlanNews> ComingIntoForce);
