// The pages of the rollout and of the money, each with the role that reads it.
import type { Role } from "./page";

const POLICY = "/classes-dedoublees";

export const READ: [Role, string][] = [
  ["leadership", "/"],
  ["leadership", `${POLICY}/deploiement/A14?annee=2020-2021&niveau=CP`],
  ["leadership", `${POLICY}/deploiement/D35?education=rep`],
  ["leadership", `${POLICY}/comparaison`],
  ["leadership", `${POLICY}/comparaison?maille=academies`],
  ["leadership", `${POLICY}/deploiement/FR/parcours?annee=2020-2021`],
  ["leadership", `${POLICY}/deploiement/FR/usages?annee=2020-2021`],
  ["leadership", `${POLICY}/deploiement/FR/qualite`],
  ["leadership", `${POLICY}/deploiement/D35/reseaux`],
  ["leadership", `${POLICY}/reseaux/R0359000T`],
  ["leadership", `${POLICY}/face-a-face?a=D35&b=D59`],
  ["leadership", "/financement"],
  ["leadership", "/financement/registre"],
  ["leadership", "/financement/compte-rendu"],
  ["leadership", "/calendrier"],
  ["leadership", "/donnees-ouvertes"],
  ["leadership", "/methodes"],
  ["intrapreneur", `${POLICY}/suggestions`],
  ["intrapreneur", `${POLICY}/mise-a-jour?territoire=D35`],
  ["intrapreneur", "/recherche?q=jean"],
  ["intrapreneur", "/imports"],
  ["intrapreneur", "/envois"],
];
