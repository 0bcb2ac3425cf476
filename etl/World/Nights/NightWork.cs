namespace PersonEtl.Etl.World.Nights;

/// <summary>
/// What one night brings: the persons whose documents come and the contact data that come, both in their order, and the last sequence
/// numbers of before and after.
/// </summary>
internal sealed record NightWork(
    int Night,
    IReadOnlyList<Life> Documents,
    IReadOnlyList<(Life Life, LifeEvent Event)> Contacts,
    long FregBefore,
    long KrrBefore,
    int Newcomers)
{
    public long FregAfter => FregBefore + Documents.Count;

    public long KrrAfter => KrrBefore + Contacts.Count;
}
