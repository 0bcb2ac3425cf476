using PersonEtl.Etl.World;

namespace PersonEtl.DatabaseTests.Nights;

/// <summary>What the night found for an address version of the world, beside the right answer. Tells of itself without a person's data.</summary>
internal sealed record AddressOutcome(Answer Answer, string? Unit, string? UnitToday, string? District, string? ServiceDistrict, string? Name, string? Rule, string? Reason)
{
    /// <summary>Whether the row's own unit can be found.</summary>
    public bool IsFindable => Answer.Findable != "none";

    /// <summary>Whether today's unit can be found where it isn't the row's own: for a former unit of FREG's, or in the place of a unit.</summary>
    public bool IsFindableToday => Answer.FindableToday is not ("none" or "freg") && (!IsFindable || Answer.Findable == "freg");

    public bool IsFound => Unit is not null;

    public bool IsFoundToday => UnitToday is not null;

    public bool IsRight => Unit == Answer.Unit && District == Answer.District && ServiceDistrict == Answer.ServiceDistrict;

    public bool IsRightToday => UnitToday == Answer.UnitToday;

    /// <summary>Every way in which the outcome is not the right one.</summary>
    public IEnumerable<string> Faults()
    {
        if (IsFound && Unit != Answer.Unit) yield return "wrong unit";
        if (IsFound && !IsFindable) yield return "unit found that nothing proves";
        if (IsFindable && !IsFound) yield return "unit not found";
        if (IsFoundToday && !IsRightToday) yield return "wrong unit of today";
        if (IsFoundToday && !IsFindableToday) yield return "unit of today found that nothing proves";
        if (IsFindableToday && !IsFoundToday) yield return "unit of today not found";
        if (IsFound && District != Answer.District) yield return "wrong geographical district";
        if (IsFound && ServiceDistrict != Answer.ServiceDistrict) yield return "wrong service district";
        if (!IsFound && (District ?? ServiceDistrict ?? Name) is not null) yield return "district or name without unit";
        if (IsFound && Name is null) yield return "unit without name";
        if (Reason != Answer.Why) yield return "another reason than the true one";
        if (Rule != RightRule) yield return "found by another rule";
    }

    private string? RightRule => IsFindable ? Answer.Findable : IsFindableToday ? Answer.FindableToday : null;

    public string Place => $"{Answer.Kind}, {(Answer.Current ? "current" : "historical")}, findable by {Answer.Findable} (today by {Answer.FindableToday}), true reason {Answer.Why ?? "-"}, rule {Rule ?? "-"}, reason {Reason ?? "-"}, flaw {Answer.Flaw}, trap {Answer.Trap}, grading {Answer.Grading}";
}
