using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What the night found for an address version of the world, beside the right answer. Tells of itself without a person's data.</summary>
internal sealed record AddressOutcome(Answer Answer, string? Unit, string? UnitToday, string? District, string? ServiceDistrict, string? Name, string? Rule, string? Reason)
{
    /// <summary>The rules of this house; a name alone is a rule of a later one.</summary>
    private static readonly string[] Rules = ["freg", "address-id", "street-key", "cadastral-key"];

    public bool IsFindable => Rules.Contains(Answer.Findable, StringComparer.Ordinal);

    public bool IsFound => Unit is not null;

    /// <summary>Every way in which the outcome is not the right one.</summary>
    public IEnumerable<string> Faults()
    {
        if (Unit is not null && Unit != Answer.Unit) yield return "wrong unit";
        if (UnitToday is not null && UnitToday != Answer.UnitToday) yield return "wrong unit of today";
        if (IsFindable && Unit is null) yield return "unit not found";
        if (!IsFindable && Rules.Contains(Answer.FindableToday, StringComparer.Ordinal) && UnitToday is null) yield return "unit of today not found";
        if (Unit is not null && District != Answer.District) yield return "wrong geographical district";
        if (Unit is not null && ServiceDistrict != Answer.ServiceDistrict) yield return "wrong service district";
        if (Unit is null && (District ?? ServiceDistrict ?? Name) is not null) yield return "district or name without unit";
        if (Unit is not null && Name is null) yield return "unit without name";
        if (Answer.Findable == "none" && Reason != Answer.Why && !IsNameAlone) yield return "another reason than the true one";
        if (IsFindable && Rule != Answer.Findable) yield return "found by another rule";
    }

    /// <summary>Only a name is left: no key as long as names are not looked up, and what the truth says from then on.</summary>
    private bool IsNameAlone => Reason == "no-key" && Answer.Why is ("municipality-lag" or "unit-not-in-klass" or "unit-unspecified");

    public string Place => $"{Answer.Kind}, {(Answer.Current ? "current" : "historical")}, findable by {Answer.Findable} (today by {Answer.FindableToday}), true reason {Answer.Why ?? "-"}, rule {Rule ?? "-"}, reason {Reason ?? "-"}, grading {Answer.Grading}";
}
