using System.Text.Json.Serialization;

namespace PersonEtl.Etl.Run.Planning;

/// <summary>
/// A code of current public addresses and what becomes of it. Several successors: the area was split. None: KLASS tells of none.
/// <paramref name="Persons"/> is null when they are fewer than <see cref="Least"/>.
/// </summary>
internal sealed record PlanChange(PlanSubject Subject, PlanWhat What, PlanCode From, IReadOnlyList<PlanCode> To, long? Persons)
{
    /// <summary>Fewer persons than this are not counted: a number would tell of somebody.</summary>
    public const int Least = 5;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? FewerThan => Persons is null ? Least : null;
}
