using PersonEtl.Etl.Mart;
using PersonEtl.Etl.World.People;

namespace PersonEtl.Etl.World.Nights;

/// <summary>Says to whom a change can happen.</summary>
internal static class Fitness
{
    public static bool Fits(this NightChange change, Life life) => change switch
    {
        NightChange.MoveWithin or NightChange.MoveBetween or NightChange.CorrectAddress => life is { Kind: PersonKind.Resident, Grading: not Grading.StrictlyConfidential },
        NightChange.Rename or NightChange.Citizenship => life.Kind is PersonKind.Resident or PersonKind.DNumber,
        NightChange.Marital or NightChange.Unreadable => life.Kind == PersonKind.Resident,
        NightChange.Die or NightChange.Emigrate or NightChange.Vanish => life is { Kind: PersonKind.Resident, Duplicate: < 0 },
        NightChange.NumberChange => life.Kind is PersonKind.DNumber or PersonKind.Resident && string.Equals(life.Number, life.Person.Number, StringComparison.Ordinal),
        NightChange.Merge => life is { Kind: PersonKind.Resident, Duplicate: < 0 },
        NightChange.MergedAway => life is { Kind: PersonKind.Resident or PersonKind.DNumber, Duplicate: < 0 },
        NightChange.Grade or NightChange.GradeStrictly or NightChange.ClientAddress => life is { Kind: PersonKind.Resident, Grading: Grading.Unclassified },
        NightChange.Ungrade => life is { Kind: PersonKind.Resident, Grading: Grading.Confidential or Grading.StrictlyConfidential },
        NightChange.ClientAddressGone => life is { Kind: PersonKind.Resident, Grading: Grading.ClientAddress },
        NightChange.Contact or NightChange.ContactDeleted or NightChange.ContactVerified => life.Kind is PersonKind.Resident or PersonKind.DNumber or PersonKind.Emigrated,
        NightChange.Unchanged => true,
        _ => false,
    };
}
