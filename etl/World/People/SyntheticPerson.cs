using PersonEtl.Etl.Mart;

namespace PersonEtl.Etl.World.People;

/// <summary>
/// What everything else of a person follows from. <paramref name="Left"/> is the day of death or emigration;
/// <paramref name="Earlier"/> are numbers no longer in use.
/// </summary>
internal sealed record SyntheticPerson(
    int Index,
    string Number,
    IReadOnlyList<string> Earlier,
    DateOnly Born,
    bool Woman,
    PersonKind Kind,
    DateOnly? Left,
    Grading Grading,
    DateOnly GradedSince)
{
    public bool HasDNumber => Kind == PersonKind.DNumber;

    /// <summary>The last day the register can tell of a residence.</summary>
    public DateOnly Until(DateOnly asOf) => Left ?? asOf.AddDays(-15);
}
