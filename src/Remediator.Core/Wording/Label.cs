namespace Remediator.Core.Wording;

/// <summary>Headings and names of rows, wherever they stand.</summary>
public enum Label
{
    Incident,
    Cluster,
    Image,
    Puller,
    Workload,
    Where,
    Evidence,
    NotKnown,
    WhatWasDone,
    Next,
    Commands,
    AnswersChanged,
    AnswersWouldChange,
    PolicyBefore,
    PolicyAfter,
    PolicyDiff,
    PolicyDeleted,
    Chain,
    BrokenHere,
    TimeLine,
    Plan,
    NodeRole,
    CommandElsewhere,
    CutShort,
}
