namespace PersonEtl.Etl.World;

/// <summary>What dice are thrown about; a subject of its own keeps one part of the world still while another is changed.</summary>
internal enum DiceSubject
{
    Units = 1,
    Streets,
    Addresses,
    Numbers,
    Person,
    Couple,
    Residence,
    Present,
    Document,
    Contact,
    Reform,

    /// <summary>What happens between two nights.</summary>
    Night,
    NightPlan,
    NightContact,
}
