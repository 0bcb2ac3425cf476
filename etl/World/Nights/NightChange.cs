namespace PersonEtl.Etl.World.Nights;

/// <summary>What can happen to a person between two nights.</summary>
internal enum NightChange
{
    MoveWithin,
    MoveBetween,

    /// <summary>Another address with the same day of moving.</summary>
    CorrectAddress,

    Rename,
    Marital,
    Die,
    Emigrate,
    Citizenship,

    /// <summary>A child that the register didn't have.</summary>
    Birth,

    /// <summary>An adult that the register didn't have: an immigrant, or one with a D-number.</summary>
    Arrive,

    /// <summary>A D-number becomes a fødselsnummer, or a fødselsnummer another one.</summary>
    NumberChange,

    /// <summary>A survivor takes over the numbers of a duplicate.</summary>
    Merge,

    /// <summary>The duplicate's own document comes as discontinued.</summary>
    MergedAway,

    /// <summary>The duplicate's own document comes no more.</summary>
    MergedSilently,

    /// <summary>A survivor gives numbers back.</summary>
    Split,

    /// <summary>The duplicate is a person of its own again.</summary>
    Return,

    /// <summary>Confidential from now on.</summary>
    Grade,

    /// <summary>Strictly confidential from now on: the register gives no address any more.</summary>
    GradeStrictly,


    Ungrade,

    /// <summary>The present row becomes a client address.</summary>
    ClientAddress,

    ClientAddressGone,

    /// <summary>New contact data, for the number in use.</summary>
    Contact,

    ContactDeleted,

    /// <summary>The same contact data with a later day of verification.</summary>
    ContactVerified,

    /// <summary>Contact data of a number whose person FREG delivers a night later.</summary>
    ContactAhead,

    /// <summary>Is missing in full deliveries from now on; deltas can't say so.</summary>
    Vanish,

    /// <summary>The document comes again as it was.</summary>
    Unchanged,

    /// <summary>The document comes with a value that can't be read, until the person is changed again.</summary>
    Unreadable,
}
